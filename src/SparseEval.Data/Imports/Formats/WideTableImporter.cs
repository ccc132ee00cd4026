namespace SparseEval.Data;

/// <summary>Wide tables: models by items, or items by models.</summary>
internal sealed class WideTableImporter : IImporter
{
    public string Name => "wide";

    public int Version => 2;

    public string Description => "wide tables: the first column is model (then a column an item) or item (then a column a model), or another by --map";

    public ImportChoices Choices => ImportChoices.None;

    public bool Recognizes(ImportSource source) => Fits(source, new ImportOptions());

    public static bool Fits(ImportSource source, ImportOptions options) => ImportTable.TryOpen(source, options.Limits) is { Header.Count: > 0 } table && IsKey(table.Header[0], options)
        && !table.Columns.Contains(options.Column("score")) && !(table.Columns.Contains(options.Column("model")) && table.Columns.Contains(options.Column("item"))) && table.Columns.Count > 1;

    public IReadOnlyList<ImportedRun> Read(ImportSource source, ImportOptions options)
    {
        var table = ImportTable.TryOpen(source, options.Limits) ?? throw new SparseEvalException($"'{source.Path}' is no table. Tables are .csv, .tsv, .jsonl and .parquet.");
        var columns = table.Columns;
        var first = columns.Count > 0 ? columns[0] : throw new SparseEvalException($"'{source.Path}' has no columns.");
        if (!IsKey(first, options)) throw new SparseEvalException($"'{source.Path}': the first column is '{first}'. Say whether it names models or items: --map model={first} or --map item={first}.");
        if (options.Model is not null) throw new SparseEvalException($"'{source.Path}' names its models itself; leave --model out.");
        if (options.Map.Keys.FirstOrDefault(part => part is not ("model" or "item" or "score")) is { } part)
            throw new SparseEvalException($"'{source.Path}' is a wide table, whose columns are scores; it has none for '{part}', which the map names. Leave it out, or give a long table.");
        if (columns.GroupBy(c => c, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice) throw new SparseEvalException($"'{source.Path}' names the column '{twice.Key}' twice. Rename one.");
        if (AlmostNamed(columns, options) is { } almost)
            throw new SparseEvalException($"'{source.Path}' has a column '{almost}', so it seems to be a long table, whose columns are called exactly {options.Column("model")}, {options.Column("item")} and {options.Column("score")}. Rename it, or name it with --map {almost.Trim().ToLowerInvariant()}='{almost}'.");
        if (columns.Any(string.IsNullOrWhiteSpace)) throw new SparseEvalException($"'{source.Path}' has a column without a name. Name every column.");
        var runs = first == options.Column("model") ? ByModel(table, options) : ByItem(table, options);
        return runs.Count > 0 ? [.. runs.Select(run => run.Build(source))] : throw new SparseEvalException($"'{source.Path}' holds no rows.");
    }

    private List<RunBuilder> ByModel(ImportTable table, ImportOptions options)
    {
        var (runs, items) = (new List<RunBuilder>(), new SourceItems());
        var means = new MeanColumns(table.Columns);
        foreach (var item in table.Columns.Skip(1)) items.NumberOf(item);
        foreach (var (row, where) in Rows(table, "the model's name is empty. Name it in the first column"))
        {
            var run = new RunBuilder(this, options, row[0]!, "", "score", items);
            var scores = new double?[row.Length];
            for (var c = 1; c < row.Length; c++) scores[c] = Add(run, table.Columns[c], row[c], where with { Column = table.Columns[c] });
            means.See(scores, options.ScoreScale);
            runs.Add(run);
        }
        if (runs.Count > 0 && means.Found() is { } mean) runs[0].Remark("SPE0088", DiagnosticSeverity.Warning, MeanColumns.Doubt("an item", table.Columns[mean]));
        return runs;
    }

    private List<RunBuilder> ByItem(ImportTable table, ImportOptions options)
    {
        var (items, means) = (new SourceItems(), new MeanColumns(table.Columns));
        List<RunBuilder> runs = [.. table.Columns.Skip(1).Select(model => new RunBuilder(this, options, model, "", "score", items))];
        foreach (var (row, where) in Rows(table, "the item's id is empty. Name the item in every row"))
        {
            var scores = new double?[row.Length];
            for (var c = 1; c < row.Length; c++) scores[c] = Add(runs[c - 1], row[0]!, row[c], where with { Column = table.Columns[c] });
            means.See(scores, options.ScoreScale);
        }
        if (items.Count > 0 && means.Found() is { } mean) runs[mean - 1].Remark("SPE0088", DiagnosticSeverity.Warning, MeanColumns.Doubt("a model", table.Columns[mean]));
        return items.Count > 0 ? runs : [];
    }

    /// <summary>All columns of all rows, which have names of their own.</summary>
    private static IEnumerable<(string?[] Row, Place Where)> Rows(ImportTable table, string unnamed)
    {
        var known = new Dictionary<string, Place>(StringComparer.Ordinal);
        foreach (var (row, where) in table.Rows([.. Enumerable.Range(0, table.Columns.Count)]))
        {
            if (string.IsNullOrWhiteSpace(row[0])) throw new SparseEvalException($"{where}: {unnamed}.");
            if (!known.TryAdd(row[0]!, where)) throw new SparseEvalException($"{where}: '{row[0]}' names this row and the one at {known[row[0]!]}. Give each one row.");
            yield return (row, where);
        }
    }

    private static double? Add(RunBuilder run, string item, string? text, Place where)
    {
        var score = TableValue.Score(text, where, run.Full);
        run.Add(item, score, where, missing: TableValue.Lacking(text));
        return score;
    }

    /// <summary>A column that is called as one of a long table but for blanks or case: as an item or a model it would make scores out of ids.</summary>
    private static string? AlmostNamed(IReadOnlyList<string> columns, ImportOptions options) => columns.Skip(1)
        .FirstOrDefault(column => new[] { "model", "item", "score" }.Any(part => !options.Map.ContainsKey(part) && column != part && column.Trim().Equals(part, StringComparison.OrdinalIgnoreCase)));

    private static bool IsKey(string column, ImportOptions options) => column == options.Column("model") || column == options.Column("item");
}
