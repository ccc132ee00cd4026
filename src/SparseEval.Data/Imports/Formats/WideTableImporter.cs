namespace SparseEval.Data;

/// <summary>Wide tables: models by items, or items by models.</summary>
internal sealed class WideTableImporter : IImporter
{
    public string Name => "wide";

    public int Version => 1;

    public string Description => "wide tables: the first column is model (then a column an item) or item (then a column a model), or another by --map";

    public bool Recognizes(ImportSource source) => Fits(source, new ImportOptions());

    public static bool Fits(ImportSource source, ImportOptions options) => ImportTable.TryOpen(source, options.Limits) is { Columns.Count: > 1 } table && !table.Columns.Contains(options.Column("score"))
        && (table.Columns[0] == options.Column("model") ? !table.Columns.Contains(options.Column("item")) : table.Columns[0] == options.Column("item") && !table.Columns.Contains(options.Column("model")));

    public IReadOnlyList<ImportedRun> Read(ImportSource source, ImportOptions options)
    {
        var table = ImportTable.TryOpen(source, options.Limits) ?? throw new SparseEvalException($"'{source.Path}' is no table. Tables are .csv, .tsv, .jsonl and .parquet.");
        var isByModel = table.Columns[0] == options.Column("model");
        if (!isByModel && table.Columns[0] != options.Column("item"))
            throw new SparseEvalException($"'{source.Path}': the first column is '{table.Columns[0]}'. Say whether it names models or items: --map model={table.Columns[0]} or --map item={table.Columns[0]}.");
        if (options.Model is not null) throw new SparseEvalException($"'{source.Path}' names its models itself; leave --model out.");
        if (table.Columns.GroupBy(c => c, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice) throw new SparseEvalException($"'{source.Path}' names the column '{twice.Key}' twice. Rename one.");
        var runs = new OrderedDictionary<string, RunBuilder>(StringComparer.Ordinal);
        foreach (var (row, where) in table.Rows([.. Enumerable.Range(0, table.Columns.Count)]))
            for (var c = 1; c < row.Length; c++)
            {
                var (model, item) = isByModel ? (row[0], table.Columns[c]) : (table.Columns[c], row[0]);
                if (string.IsNullOrWhiteSpace(model)) throw new SparseEvalException($"{where}: the model's name is empty. Name it in the first column.");
                if (!runs.TryGetValue(model, out var run)) runs.Add(model, run = new(this, options, model, "", "score"));
                run.Add(item ?? "", TableValue.Score(row[c], $"{where}, column '{table.Columns[c]}'"), where, missing: "empty");
            }
        return runs.Count > 0 ? [.. runs.Values.Select(run => run.Build(source.Path))] : throw new SparseEvalException($"'{source.Path}' holds no rows.");
    }
}
