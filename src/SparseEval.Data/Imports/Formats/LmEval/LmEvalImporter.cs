namespace SparseEval.Data;

/// <summary>lm-evaluation-harness: samples JSONL with the results JSON beside it.</summary>
internal sealed class LmEvalImporter : IImporter, ICompanionReader
{
    private static readonly string[] UsualMetrics = ["acc_norm", "acc", "exact_match"];

    public string Name => "lm-eval";

    public int Version => 1;

    public string Description => "lm-evaluation-harness samples_*.jsonl (--log_samples) with results_*.json beside them";

    public ImportChoices Choices => ImportChoices.Metric | ImportChoices.Filter | ImportChoices.Aggregate;

    public bool Recognizes(ImportSource source) => IsSamples(source) || IsResults(source);

    public bool IsCompanion(ImportSource source) => IsResults(source);

    public IReadOnlyList<ImportedRun> Read(ImportSource source, ImportOptions options)
    {
        if (!IsResults(source)) return [ReadSamples(source.Path, source.Folder, options)];
        var results = new LmEvalResults(source.Path, source.RequireDocument());
        var samples = results.SamplesBeside(source.Folder);
        return samples.Count > 0 ? [.. samples.Select(path => ReadSamples(path, source.Folder, options))] : throw new SparseEvalException(
            $"'{source.Path}' states scores ({results.Summary()}) and no items' scores are beside it. Run lm_eval with --log_samples, and keep samples_*.jsonl in the same folder.");
    }

    private static bool IsSamples(ImportSource source) => source.HasLineKeys("doc_id", "doc") && (source.FirstLine!.Value.Has("resps") || source.FirstLine!.Value.Has("filtered_resps"));

    private static bool IsResults(ImportSource source) => source.HasDocumentKeys("results", "configs", "versions");

    private ImportedRun ReadSamples(string path, string folder, ImportOptions options)
    {
        var name = LmEvalFileName.Of(path);
        using var results = LmEvalResults.Beside(folder, path, name);
        var task = name.Task;
        var model = Choose.Model(options, results?.Model ?? LmEvalFileName.ModelOfFolder(folder), path);
        var (kept, others, filters) = ((RunBuilder?)null, 0, new OrderedDictionary<string, int>(StringComparer.Ordinal));
        foreach (var line in JsonText.Lines(path))
        {
            var filter = line["filter"]?.Text ?? LmEvalSample.NoFilter;
            filters.TryAdd(filter, filters.Count);
            if (filter != (options.Filter ?? filters.GetAt(0).Key))
            {
                others++;
                continue;
            }
            kept ??= new(this, options, model, task, Choose.Of("metric", "--metric", options.Metric, LmEvalSample.Metrics(line), line.Where, UsualMetrics));
            LmEvalSample.Add(kept, line, task, kept.Metric);
        }
        if (filters.Count == 0) throw new SparseEvalException($"'{path}' holds no samples.");
        var chosen = Choose.Of("filter", "--filter", options.Filter, filters.Keys, path);
        kept!.Drop("another filter", others);
        results?.State(kept, task, kept.Metric, chosen);
        return kept.Build(results is null ? [path] : [path, results.Path]);
    }
}
