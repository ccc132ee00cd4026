using SparseEval.Data;

namespace SparseEval.Cli.Output;

/// <summary>An import as people read it: a line for each run, then remarks.</summary>
internal static class ImportReport
{
    private const int MostRows = 30;

    public static void Write(TextWriter output, ImportedHistory history, string folder, IReadOnlyList<string> files)
    {
        output.WriteLine();
        TextTable.Write(output, ["source", "format", "model", "items>", "scored>", "missing>", "dropped>", "score>", "stated>"], history.Runs.Take(MostRows).Select(Row));
        if (history.Runs.Count > MostRows) output.WriteLine($"  and {history.Runs.Count - MostRows} more runs, which import.json lists");
        output.WriteLine();
        foreach (var group in history.Runs.SelectMany(run => run.Diagnostics).GroupBy(d => (d.Code, d.Message)))
            output.WriteLine($"  {group.First().Code}: {group.First().Message}{(group.Count() > 1 ? $" ({group.Count()} runs)" : "")}");
        output.WriteLine($"  {Quantity.Of(history.Scores.Select(row => row.Model).Distinct().Count(), "model")}, {Quantity.Of(history.Items.Count, "item")} ({Quantity.Count(history.Items.Count(item => item.Prompt.Length > 0))} with their question): {string.Join(", ", files.Select(Path.GetFileName))} in {folder}");
        output.WriteLine();
    }

    /// <summary>A table too large to be held in memory.</summary>
    public static void Write(TextWriter output, IReadOnlyList<LongTableModel> models, string source, string folder)
    {
        output.WriteLine();
        TextTable.Write(output, ["source", "format", "model", "items>", "scored>", "missing>", "score>"], models.Take(MostRows).Select(m => new[]
            { Shortened(source), "long", m.Model, Quantity.Count(m.Items), Quantity.Count(m.Scored), Quantity.Count(m.Items - m.Scored), m.MeanScore is { } mean ? $"{mean:0.0000}" : "" }));
        if (models.Count > MostRows) output.WriteLine($"  and {models.Count - MostRows} more models, which import.json lists");
        output.WriteLine();
        output.WriteLine($"  {Quantity.Of(models.Count, "model")}, {Quantity.Of(models.Sum(m => m.Items), "row")}: history.parquet, items.jsonl, import.json in {folder}");
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
