namespace SparseEval.Data;

/// <summary>Microsoft.Extensions.AI.Evaluation: a store on disk, results/{execution}/{scenario}/{iteration}.json.</summary>
internal sealed class AiEvaluationImporter : IImporter, ICompanionReader
{
    public string Name => "ai-evaluation";

    public int Version => 1;

    public string Description => "Microsoft.Extensions.AI.Evaluation stores: a folder with results/{execution}/{scenario}/{iteration}.json";

    public ImportChoices Choices => ImportChoices.Metric | ImportChoices.Filter;

    public bool Recognizes(ImportSource source) => source.IsFolder ? Files(source.Path).FirstOrDefault() is { } first && IsResult(first) : source.HasDocumentKeys("scenarioName", "iterationName", "evaluationResult");

    // A store is read as a whole.
    public bool IsCompanion(ImportSource source) => !source.IsFolder && Recognizes(source);

    public IReadOnlyList<ImportedRun> Read(ImportSource source, ImportOptions options)
    {
        var files = source.IsFolder ? Files(source.Path).ToList() : [source.Path];
        if (files.Count == 0) throw new SparseEvalException($"'{source.Path}' holds no results/{{execution}}/{{scenario}}/{{iteration}}.json.");
        var results = files.Select(path => AiEvaluationResult.Read(path, options.ScoreScale)).ToList();
        var execution = Choose.Of("execution", "--filter", options.Filter, [.. results.Select(r => r.Execution).Distinct(StringComparer.Ordinal)], source.Path);
        var chosen = results.Where(r => r.Execution == execution).ToList();
        var metric = Choose.Of("metric", "--metric", options.Metric, [.. chosen.SelectMany(r => r.Metrics.Keys).Distinct(StringComparer.Ordinal)], source.Path);
        var byIteration = IsByIteration([.. chosen.Where(r => r.Metrics.ContainsKey(metric))], options, source.Path);
        var runs = new OrderedDictionary<string, RunBuilder>(StringComparer.Ordinal);
        var with = chosen.Where(r => r.Metrics.ContainsKey(metric)).ToList();
        foreach (var result in with)
        {
            var model = Choose.Model(options, result.Model, result.Path);
            if (!runs.TryGetValue(model, out var run)) runs.Add(model, run = new(this, options, model, "", metric));
            result.AddTo(run, metric, byIteration);
        }
        runs.GetAt(0).Value.Drop("another execution", results.Count - chosen.Count);
        runs.GetAt(0).Value.Drop("without the metric", chosen.Count - with.Count);
        return [.. runs.Values.Select(run => run.Build(with.Where(r => (options.Model ?? r.Model) == run.Model).Select(r => r.Path)))];
    }

    /// <summary>An iteration repeats its scenario. A store with one scenario may as well hold an item an iteration, and is asked about.</summary>
    private static bool IsByIteration(List<AiEvaluationResult> results, ImportOptions options, string path)
    {
        if (options.Map.TryGetValue("item", out var part)) return part switch
        {
            "scenario" => false,
            "iteration" => true,
            _ => throw new SparseEvalException($"The map says item={part}; an item of this store is a scenario or an iteration."),
        };
        return results.Count > 1 && results.Select(r => r.Scenario).Distinct(StringComparer.Ordinal).Count() == 1 ? throw new SparseEvalException(
            $"{path}: its {results.Count} results are iterations of one scenario. Say by --map item=scenario that they repeat one item, or by --map item=iteration that each is an item.") : false;
    }

    private static IEnumerable<string> Files(string folder)
    {
        var root = Path.Combine(folder, "results");
        if (!Directory.Exists(root)) return [];
        return Directory.EnumerateFiles(root, "*.json", SearchOption.AllDirectories).Where(path => Path.GetRelativePath(root, path).Split(Path.DirectorySeparatorChar).Length == 3).Order(StringComparer.Ordinal);
    }

    private static bool IsResult(string path)
    {
        using var document = JsonText.TryDocument(path);
        return document is not null && new JsonPlace(document.RootElement, path) is var root && root.Has("scenarioName") && root.Has("evaluationResult");
    }
}
