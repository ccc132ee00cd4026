using SparseEval.Data;

namespace SparseEval.Cli.Output;

/// <summary>An import as people read it: a line for each run, then remarks.</summary>
internal static class ImportReport
{
    private const int MostRows = 30;
    private const int MostNamed = 3;

    public static void Write(TextWriter output, ImportedHistory history, string folder, IReadOnlyList<string> files)
    {
        output.WriteLine();
        TextTable.Write(output, ["source", "format", "model", "items>", "scored>", "missing>", "dropped>", "score>", "stated>"], history.Runs.Take(MostRows).Select(Row));
        if (history.Runs.Count > MostRows) output.WriteLine($"  and {history.Runs.Count - MostRows} more runs, which import.json lists");
        output.WriteLine();
        foreach (var group in history.Runs.SelectMany(run => run.Diagnostics).Concat(history.Diagnostics).GroupBy(d => (d.Code, d.Message)))
            output.WriteLine($"  {group.First().Code}: {group.First().Message}{(group.Count() > 1 ? $" ({group.Count()} runs)" : "")}");
        foreach (var skipped in history.Skipped) output.WriteLine($"  left out in {skipped.Folder}: {Quantity.Of(skipped.Paths.Count, "file")} {skipped.Reason} ({string.Join(", ", skipped.Paths.Take(MostNamed))}{(skipped.Paths.Count > MostNamed ? ", ..." : "")})");
        output.WriteLine($"  {Quantity.Of(history.Runs.Select(run => run.Model).Distinct(StringComparer.Ordinal).Count(), "model")}, {Quantity.Of(history.Items.Count, "item")} ({Quantity.Count(history.Items.Count(item => item.Prompt.Length > 0))} with their question): {string.Join(", ", files.Select(Path.GetFileName))} in {folder}");
        output.WriteLine();
    }

    public static void WriteFormats(TextWriter output) => TextTable.Write(output, ["format", "what is read"], Importers.All.Values.Select(importer => new[] { importer.Name, importer.Description }));

    private static IReadOnlyList<string> Row(ImportedRun run) =>
    [
        Shortened(run.Files[0].Path), run.Format, run.Model, Quantity.Count(run.Scores.Count), Quantity.Count(run.Scored), Quantity.Count(run.Scores.Count - run.Scored),
        Quantity.Count(run.Dropped.Values.Sum()), run.MeanScore is { } mean ? $"{mean:0.0000}" : "",
        string.Join("; ", run.Aggregates.Select(a => $"{a.Stated:0.####}{(a.Agrees ? "" : " (differs)")}")),
    ];

    private static string Shortened(string path) => path.Length <= 44 ? path : $"...{path[^41..]}";
}
