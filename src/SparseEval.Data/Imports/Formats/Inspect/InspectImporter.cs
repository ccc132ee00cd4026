namespace SparseEval.Data;

/// <summary>inspect_ai: .eval archives and JSON logs.</summary>
internal sealed class InspectImporter : IImporter
{
    public string Name => "inspect";

    public int Version => 1;

    public string Description => "inspect_ai logs: .eval (entries deflated or zstd) and JSON";

    public ImportChoices Choices => ImportChoices.Metric | ImportChoices.Aggregate;

    public bool Recognizes(ImportSource source) => source.IsZip ? new ZipDirectory(source.Path).Has("_journal/start.json") || new ZipDirectory(source.Path).Has("header.json")
        : source.HasDocumentKeys("eval", "status");

    public IReadOnlyList<ImportedRun> Read(ImportSource source, ImportOptions options)
    {
        using var log = source.IsZip ? InspectLog.OfArchive(source.Path) : InspectLog.OfDocument(source.RequireDocument());
        var model = Choose.Model(options, log.Header.Require("eval")["model"]?.Text, source.Path);
        var task = log.Header.Require("eval").RequireText("task");
        var samples = log.Samples();
        var scorers = Scorers(samples);
        if (scorers.Count == 0) throw new SparseEvalException($"{Place(source, log, samples.Count)}: no sample has a score. Import the log of a run that was scored, with its samples.");
        var scorer = Choose.Of("scorer", "--metric", options.Metric is { } metric && metric.Contains('/', StringComparison.Ordinal) ? metric[..metric.IndexOf('/', StringComparison.Ordinal)] : options.Metric,
            scorers, source.Path);
        var run = new RunBuilder(this, options, model, task, options.Metric ?? scorer);
        foreach (var sample in samples) InspectSample.Add(run, sample, scorer, options.Metric);
        log.State(run, scorer);
        return [run.Build(source)];
    }

    private static HashSet<string> Scorers(IReadOnlyList<JsonPlace> samples) =>
        [.. samples.SelectMany(sample => sample["scores"] is { IsObject: true } scores ? scores.Members().Select(m => m.Name) : sample.Has("score") ? ["score"] : [])];

    private static string Place(ImportSource source, InspectLog log, int samples) => $"{source.Path} ({samples} samples, status {log.Header["status"]?.Text}{log.StatedSummary()})";
}
