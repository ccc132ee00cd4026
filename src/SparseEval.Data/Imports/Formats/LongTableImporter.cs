namespace SparseEval.Data;

/// <summary>Long tables: one score a row.</summary>
internal sealed class LongTableImporter : IImporter
{
    private static readonly string[] Optional = ["epoch", "category", "input_tokens", "output_tokens", "seconds", "cost"];

    public string Name => "long";

    public int Version => 2;

    public string Description => "long tables in CSV, TSV, Parquet or JSON Lines: columns model, item, score, or others by --map";

    public bool Recognizes(ImportSource source) => Fits(source, new ImportOptions());

    /// <summary>True where the mapped columns are there. Model and item are in every row; of a score that lines of JSON leave out, later ones may tell.</summary>
    public static bool Fits(ImportSource source, ImportOptions options) => ImportTable.TryOpen(source, options.Limits) is { } table
        && table.Header.Contains(options.Column("item")) && (options.Model is not null || table.Header.Contains(options.Column("model"))) && table.Columns.Contains(options.Column("score"));

    public IReadOnlyList<ImportedRun> Read(ImportSource source, ImportOptions options)
    {
        var table = ImportTable.TryOpen(source, options.Limits) ?? throw new SparseEvalException($"'{source.Path}' is no table. Tables are .csv, .tsv, .jsonl and .parquet.");
        var model = options.Model is null ? table.Require(options.Column("model")) : -1;
        var (runs, items, run) = (new OrderedDictionary<string, RunBuilder>(StringComparer.Ordinal), new SourceItems { CategoryField = options.Column("category") }, (RunBuilder?)null);
        foreach (var (row, where) in table.Rows([model, table.Require(options.Column("item")), table.Require(options.Column("score")), .. Optional.Select(part => Place(table, options, part))]))
        {
            var name = options.Model ?? row[0];
            if (string.IsNullOrWhiteSpace(name)) throw new SparseEvalException($"{where}: the model's name is empty. Name the model in every row.");
            if (run?.Model != name && !runs.TryGetValue(name, out run)) runs.Add(name, run = new(this, options, name, "", options.Column("score"), items));
            Add(run!, row, where, options);
            if (row[4] is { Length: > 0 } category) items.Categorize(row[1]!, category);
        }
        return runs.Count > 0 ? [.. runs.Values.Select(one => one.Build(source))] : throw new SparseEvalException($"'{source.Path}' holds no rows.");
    }

    private static void Add(RunBuilder run, string?[] row, Place where, ImportOptions options)
    {
        double? Amount(int part) => row[part] is null ? null : TableValue.Amount(row[part], options.Column(Optional[part - 3]), where);
        run.Add(row[1] ?? "", TableValue.Score(row[2], where, run.Full), where, string.IsNullOrWhiteSpace(row[3]) ? null : row[3], new(Amount(5), Amount(6), Amount(7), Amount(8)), TableValue.Lacking(row[2]));
    }

    /// <summary>A part that was mapped must be there; one that was not may be.</summary>
    private static int Place(ImportTable table, ImportOptions options, string part) => options.Map.TryGetValue(part, out var column) ? table.Require(column) : table.Find(part);
}
