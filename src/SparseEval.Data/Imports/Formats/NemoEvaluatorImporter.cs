namespace SparseEval.Data;

/// <summary>NeMo Evaluator: results.jsonl with its bundle eval-*.json beside it.</summary>
internal sealed class NemoEvaluatorImporter : IImporter, ICompanionReader
{
    public string Name => "nemo-evaluator";

    public int Version => 1;

    public string Description => "NeMo Evaluator results.jsonl (problem_idx, reward) with eval-*.json beside it";

    public ImportChoices Choices => ImportChoices.Aggregate;

    public bool Recognizes(ImportSource source) => source.HasLineKeys("problem_idx", "reward");

    public bool IsCompanion(ImportSource source) => source.HasDocumentKeys("run_id", "benchmark", "config");

    public IReadOnlyList<ImportedRun> Read(ImportSource source, ImportOptions options)
    {
        var bundles = Directory.EnumerateFiles(source.Folder, "eval-*.json").Order(StringComparer.Ordinal).ToList();
        if (bundles.Count > 1) throw new SparseEvalException($"'{source.Folder}' holds {bundles.Count} bundles eval-*.json; {source.Name} can belong to one alone. Give each run a folder.");
        using var document = bundles.Count == 1 ? JsonText.TryDocument(bundles[0]) : null;
        var bundle = document is null ? (JsonPlace?)null : new JsonPlace(document.RootElement, bundles[0]);
        var benchmark = bundle?["benchmark"];
        var run = new RunBuilder(this, options, Choose.Model(options, bundle?["config"]?["model"]?.Text ?? bundle?["config"]?["model"]?["name"]?.Text, source.Path),
            benchmark?["name"]?.Text ?? bundle?["config"]?["benchmark"]?.Text ?? "", "reward");
        foreach (var line in source.Lines()) Add(run, line);
        if (run.Items == 0) throw new SparseEvalException($"'{source.Path}' holds no results.");
        var scores = benchmark?["scores"];
        if ((scores?["mean_reward"] ?? scores?["reward"] ?? scores?["pass@1"])?["value"]?.Number is { } stated) run.State("mean reward", stated, (long?)benchmark?["samples"]?.Number);
        return [run.Build([source.Path, .. bundles])];
    }

    private static void Add(RunBuilder run, JsonPlace line)
    {
        var (id, repeat) = (line.RequireText("problem_idx"), line["repeat"]?.Text);
        run.Add(id, ScoreValue.Of(line["reward"], "reward", run.Full), line.Where, repeat, missing: "no reward");
        if (run.Describes(id)) return;
        run.Describe(ItemText.Make(id, line["prompt"]?.Text, line["expected_answer"]?.Text, [], ItemText.Fields(line["metadata"])));
    }
}
