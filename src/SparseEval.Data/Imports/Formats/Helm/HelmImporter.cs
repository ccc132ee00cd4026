namespace SparseEval.Data;

/// <summary>HELM: the folder of a run, or any file of it.</summary>
internal sealed class HelmImporter : IImporter, ICompanionReader
{
    private static readonly string[] Files = ["run_spec.json", "per_instance_stats.json", "stats.json", "display_predictions.json", "display_requests.json", "instances.json", "scenario.json", "scenario_state.json"];
    private static readonly string[] UsualMetrics = ["exact_match", "quasi_exact_match"];

    public string Name => "helm";

    public int Version => 1;

    public string Description => "HELM run folders: run_spec.json with per_instance_stats.json (or display_predictions.json)";

    public ImportChoices Choices => ImportChoices.Metric | ImportChoices.Split | ImportChoices.Aggregate;

    public bool Recognizes(ImportSource source) => (source.IsFolder || Files.Contains(source.Name)) && HelmRun.IsIn(source.Folder);

    public bool IsCompanion(ImportSource source) => !source.IsFolder && source.Name != "run_spec.json" && Recognizes(source);

    public IReadOnlyList<ImportedRun> Read(ImportSource source, ImportOptions options)
    {
        if (!HelmRun.IsIn(source.Folder)) throw new SparseEvalException($"'{source.Folder}' is no run of HELM: run_spec.json and per_instance_stats.json (or display_predictions.json) must be in it.");
        using var helm = new HelmRun(source.Folder);
        var (model, task) = (Choose.Model(options, helm.Spec.Require("adapter_spec")["model"]?.Text, helm.Spec.Where), Task(helm.Spec.RequireText("name")));
        var instances = helm.Instances(options).ToList();
        var split = Choose.Of("split", "--split", options.Split, [.. instances.Select(i => i.Split).Distinct(StringComparer.Ordinal)], helm.Spec.Where, "test");
        var metric = Choose.Of("metric", "--metric", options.Metric, helm.Metrics(split), helm.Spec.Where, UsualMetrics);
        var run = new RunBuilder(this, options, model, task, metric);
        run.Drop("another split", instances.Count(i => i.Split != split));
        run.Drop("a perturbation", instances.Count(i => i.Split == split && i.IsPerturbed));
        var questions = helm.Questions();
        var trials = instances.Select(i => i.Trial).Distinct().Count() > 1;
        foreach (var instance in instances.Where(i => i.Split == split && !i.IsPerturbed))
        {
            run.Add(instance.Id, instance.Value(metric, run.Full), instance.Where, trials ? instance.Trial : null, instance.Costs);
            if (questions.TryGetValue(instance.Id, out var question) && !run.Describes(instance.Id)) run.Describe(question);
        }
        if (helm.Stated(metric, split) is { } stated) run.State($"{metric} ({split})", stated, null);
        return [run.Build(helm.Paths)];
    }

    /// <summary>The run's name without its model: mmlu:subject=philosophy.</summary>
    private static string Task(string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return name;
        var parts = name[(colon + 1)..].Split(',').Where(part => !part.StartsWith("model=", StringComparison.Ordinal) && !part.StartsWith("method=", StringComparison.Ordinal));
        return string.Join(',', parts) is { Length: > 0 } arguments ? $"{name[..colon]}:{arguments}" : name[..colon];
    }
}
