using System.Text.Json;

namespace SparseEval.Data;

/// <summary>The header and the samples of a log, whichever form it has.</summary>
internal sealed class InspectLog(JsonPlace header, Func<IEnumerable<JsonPlace>> samples, params IReadOnlyList<IDisposable> owned) : IDisposable
{
    public JsonPlace Header => header;

    public IReadOnlyList<JsonPlace> Samples() => [.. samples()];

    public static InspectLog OfDocument(JsonPlace log) => new(log, () => log["samples"]?.Elements() ?? []);

    /// <summary>header.json and summaries.json hold all that is needed; transcripts are not opened.</summary>
    public static InspectLog OfArchive(string path)
    {
        var archive = new ZipDirectory(path);
        // An interrupted run has no header yet.
        var header = Open(archive, path, archive.Has("header.json") ? "header.json" : "_journal/start.json");
        string[] entries = archive.Has("summaries.json") ? ["summaries.json"] : [.. archive.Names.Where(name => name.StartsWith("_journal/summaries/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        var summaries = entries.Select(entry => (Entry: entry, Document: Open(archive, path, entry))).ToList();
        return new(new JsonPlace(header.RootElement, $"{path}!header.json"), () => summaries.SelectMany(s => new JsonPlace(s.Document.RootElement, $"{path}!{s.Entry}").Elements()),
            [header, .. summaries.Select(s => s.Document)]);
    }

    /// <summary>Adds what the log states.</summary>
    public void State(RunBuilder run, string scorer)
    {
        var stated = (header["results"]?["scores"] is { IsArray: true } scores ? scores.Elements() : [])
            .FirstOrDefault(score => score["name"]?.Text == run.Metric || score["name"]?.Text == scorer || score["scorer"]?.Text == scorer);
        var samples = header["results"]?["completed_samples"]?.Number ?? header["results"]?["total_samples"]?.Number;
        var unscored = stated["unscored_samples"]?.Number ?? 0;
        if (stated["metrics"] is { } metrics && (metrics["accuracy"] ?? metrics["mean"]) is { } value && value["value"]?.Number is { } mean)
            run.State(value["name"]?.Text ?? "accuracy", mean, (long?)(samples - unscored));
        if (header["status"]?.Text is { } status and not "success")
            run.Remark("SPE0053", DiagnosticSeverity.Warning, $"The log's status is '{status}': the run did not end as planned, and the items that it did not reach are not here.");
        if (header["eval"]?["dataset"]?["samples"]?.Number is { } whole && header["eval"]?["config"]?["limit"] is not null && run.Items < whole)
            run.Remark("SPE0051", DiagnosticSeverity.Note, FormattableString.Invariant($"The log covers {run.Items} of the {whole} items of its data set: its run was limited."));
    }

    /// <summary>Stated scores for a message, or nothing.</summary>
    public string StatedSummary()
    {
        var stated = from score in header["results"]?["scores"] is { IsArray: true } scores ? scores.Elements() : []
                     from metric in score["metrics"] is { IsObject: true } metrics ? metrics.Members() : []
                     where metric.Value["value"]?.Number is not null
                     select FormattableString.Invariant($"{metric.Name} {metric.Value["value"]?.Number:0.####}");
        return stated.Any() ? $", states {string.Join(", ", stated.Take(3))}" : "";
    }

    public void Dispose()
    {
        foreach (var document in owned) document.Dispose();
    }

    private static JsonDocument Open(ZipDirectory archive, string path, string entry) => JsonText.Parse(archive.Read(entry), $"{path}!{entry}", 1);
}
