namespace SparseEval.Data;

/// <summary>Long tables: one score a row.</summary>
internal sealed class LongTableImporter : IImporter
{
    private static readonly string[] Optional = ["epoch", "category", "input_tokens", "output_tokens", "seconds", "cost"];
    private const int Parts = 9;

    public string Name => "long";

    public int Version => 3;

    public string Description => "long tables in CSV, TSV, Parquet or JSON Lines: columns model, item, score, or others by --map";

    public ImportChoices Choices => ImportChoices.Metric | ImportChoices.Filter | ImportChoices.Split;

    public bool Recognizes(ImportSource source) => Fits(source, new ImportOptions());

    /// <summary>True where the mapped columns are there. Model and item are in every row; of a score that lines of JSON leave out, later ones may tell.</summary>
    public static bool Fits(ImportSource source, ImportOptions options) => ImportTable.TryOpen(source, options.Limits) is { } table
        && table.Header.Contains(options.Column("item")) && (options.Model is not null || table.Header.Contains(options.Column("model"))) && table.Columns.Contains(options.Column("score"));

    public IReadOnlyList<ImportedRun> Read(ImportSource source, ImportOptions options)
    {
        var table = ImportTable.TryOpen(source, options.Limits) ?? throw new SparseEvalException($"'{source.Path}' is no table. Tables are .csv, .tsv, .jsonl and .parquet.");
        var model = options.Model is null ? table.Require(options.Column("model")) : Place(table, options, "model");
        var (choices, names) = (RowChoice.Of(table, options), new ModelNames(options, source.Path));
        var (runs, items, run) = (new OrderedDictionary<string, RunBuilder>(StringComparer.Ordinal), new SourceItems { CategoryField = options.Column("category") }, (RunBuilder?)null);
        var dropped = new OrderedDictionary<(string Model, string Reason), int>();
        foreach (var (row, where) in table.Rows([model, table.Require(options.Column("item")), table.Require(options.Column("score")), .. Optional.Select(part => Place(table, options, part)), .. choices.Select(choice => choice.Place)]))
        {
            if (options.Model is null && string.IsNullOrWhiteSpace(row[0])) throw new SparseEvalException($"{where}: the model's name is empty. Name the model in every row.");
            var name = names.Of(row[0], where.ToString);
            if (Other(choices, row) is { } other)
            {
                dropped[(name, other.Dropped)] = dropped.GetValueOrDefault((name, other.Dropped)) + 1;
                continue;
            }
            if (run?.Model != name && !runs.TryGetValue(name, out run)) runs.Add(name, run = new(this, options, name, "", choices.Find(choice => choice.IsMetric)?.Chosen ?? options.Column("score"), items));
            Add(run!, row, where, options);
            if (row[4] is { Length: > 0 } category) items.Categorize(row[1]!, category);
        }
        foreach (var choice in choices) choice.Check(source.Path);
        if (runs.Count == 0) throw new SparseEvalException($"'{source.Path}' holds no rows{(dropped.Count > 0 ? " of all that was chosen" : "")}.");
        foreach (var ((name, reason), rows) in dropped) (runs.GetValueOrDefault(name) ?? runs.GetAt(0).Value).Drop(runs.ContainsKey(name) ? reason : $"{reason}, alone for '{name}'", rows);
        return [.. runs.Values.Select(one => one.Build(source))];
    }

    private static RowChoice? Other(List<RowChoice> choices, string?[] row)
    {
        for (var i = 0; i < choices.Count; i++)
            if (!choices[i].Keeps(row[Parts + i])) return choices[i];
        return null;
    }

    private static void Add(RunBuilder run, string?[] row, Place where, ImportOptions options)
    {
        double? Amount(int part) => row[part] is null ? null : TableValue.Amount(row[part], options.Column(Optional[part - 3]), where);
        run.Add(row[1] ?? "", TableValue.Score(row[2], where, run.Full), where, string.IsNullOrWhiteSpace(row[3]) ? null : row[3], new(Amount(5), Amount(6), Amount(7), Amount(8)), TableValue.Lacking(row[2]));
    }

    /// <summary>A part that was mapped must be there; one that was not may be.</summary>
    private static int Place(ImportTable table, ImportOptions options, string part) => options.Map.TryGetValue(part, out var column) ? table.Require(column) : table.Find(part);
}
