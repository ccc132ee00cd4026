namespace SparseEval.Data;

/// <summary>Long tables: one score a row.</summary>
internal sealed class LongTableImporter : IImporter
{
    public string Name => "long";

    public int Version => 1;

    public string Description => "long tables in CSV, TSV, Parquet or JSON Lines: columns model, item, score, or others by --map";

    public bool Recognizes(ImportSource source) => Fits(source, new ImportOptions());

    /// <summary>True where the mapped columns are there.</summary>
    public static bool Fits(ImportSource source, ImportOptions options) => ImportTable.TryOpen(source, options.Limits) is { } table
        && table.Columns.Contains(options.Column("item")) && table.Columns.Contains(options.Column("score")) && (options.Model is not null || table.Columns.Contains(options.Column("model")));

    public IReadOnlyList<ImportedRun> Read(ImportSource source, ImportOptions options)
    {
        var table = ImportTable.TryOpen(source, options.Limits) ?? throw new SparseEvalException($"'{source.Path}' is no table. Tables are .csv, .tsv, .jsonl and .parquet.");
        var model = options.Model is null ? table.Require(options.Column("model")) : -1;
        int[] columns = [model, table.Require(options.Column("item")), table.Require(options.Column("score")), .. new[] { "epoch", "category", "input_tokens", "output_tokens", "seconds", "cost" }.Select(part => Place(table, options, part))];
        var runs = new OrderedDictionary<string, RunBuilder>(StringComparer.Ordinal);
        foreach (var (row, where) in table.Rows(columns))
        {
            var name = options.Model ?? row[0];
            if (string.IsNullOrWhiteSpace(name)) throw new SparseEvalException($"{where}: the model's name is empty. Name the model in every row.");
            if (!runs.TryGetValue(name, out var run)) runs.Add(name, run = new(this, options, name, "", options.Column("score")));
            var costs = new RunCosts(TableValue.Amount(row[5], where), TableValue.Amount(row[6], where), TableValue.Amount(row[7], where), TableValue.Amount(row[8], where));
            run.Add(row[1] ?? "", TableValue.Score(row[2], where), where, string.IsNullOrWhiteSpace(row[3]) ? null : row[3], costs, "empty");
            if (row[4] is { Length: > 0 } category && !run.Describes(row[1]!)) run.Describe(ItemText.Make(row[1]!, null, null, [], new Dictionary<string, string> { [options.Column("category")] = category }));
        }
        return runs.Count > 0 ? [.. runs.Values.Select(run => run.Build(source.Path))] : throw new SparseEvalException($"'{source.Path}' holds no rows.");
    }

    /// <summary>A part that was mapped must be there; one that was not may be.</summary>
    private static int Place(ImportTable table, ImportOptions options, string part) => options.Map.TryGetValue(part, out var column) ? table.Require(column) : table.Find(part);
}
