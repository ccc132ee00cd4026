namespace SparseEval;

/// <summary>Past models' scores on a benchmark's items: models x items, each in [0, 1] or missing.</summary>
/// <remarks>Memory: 2 bits a cell while every score is 0 or 1, 4 bytes a cell otherwise. Made by <see cref="ResponseMatrixBuilder"/>.</remarks>
[TypeFormatterSource(typeof(ResponseMatrixDisplay), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed class ResponseMatrix
{
    private readonly ScoreCells _cells;
    private readonly int[] _columns;
    private readonly bool _contiguous;

    internal ResponseMatrix(IReadOnlyList<string> models, IReadOnlyList<string> itemIds, ScoreCells cells, int[] columns)
    {
        Models = models;
        ItemIds = itemIds;
        _cells = cells;
        _columns = columns;
        _contiguous = columns.Length > 0 && columns.Index().All(c => c.Item == c.Index);
    }

    /// <summary>Names of the past models, in row order.</summary>
    public IReadOnlyList<string> Models { get; }

    /// <summary>Item ids, in column order.</summary>
    public IReadOnlyList<string> ItemIds { get; }

    /// <summary>True while every score is 0 or 1.</summary>
    public bool IsBinary => _cells.IsBinary;

    /// <summary>The score of a model on an item, or null where it is missing.</summary>
    public double? this[int model, int item]
    {
        get
        {
            var score = _cells[model, _columns[item]];
            return double.IsNaN(score) ? null : score;
        }
    }

    /// <summary>Copies one model's scores, NaN where one is missing; the target holds one number per item.</summary>
    public void CopyModel(int model, Span<double> target)
    {
        if (_contiguous) _cells.Copy(model, 0, target[.._columns.Length]);
        else for (var i = 0; i < _columns.Length; i++) target[i] = _cells[model, _columns[i]];
    }

    /// <summary>The same for the items from <paramref name="first"/> on, as many as the target holds.</summary>
    internal void CopyModel(int model, int first, Span<double> target)
    {
        if (_contiguous) _cells.Copy(model, first, target);
        else for (var i = 0; i < target.Length; i++) target[i] = _cells[model, _columns[first + i]];
    }

    /// <summary>The same scores stored in this order of columns, which is what makes whole rows quick to read; itself where it is.</summary>
    internal ResponseMatrix Packed() => _contiguous ? this : SelectItems([.. Enumerable.Range(0, _columns.Length)]);

    /// <summary>The same scores with only the items at these positions kept, in the given order.</summary>
    internal ResponseMatrix SelectItems(IReadOnlyList<int> items) =>
        new(Models, [.. items.Select(i => ItemIds[i])], _cells.SelectColumns([.. items.Select(i => _columns[i])]), [.. Enumerable.Range(0, items.Count)]);

    /// <summary>Number of missing cells.</summary>
    internal long CountMissing()
    {
        var missing = new long[Models.Count];
        Parallel.For(0, missing.Length, () => new double[_columns.Length], (m, _, row) =>
        {
            CopyModel(m, row);
            foreach (var score in row) if (double.IsNaN(score)) missing[m]++;
            return row;
        }, _ => { });
        return missing.Sum();
    }

    /// <summary>The same scores with columns in the benchmark's order; costs no copy of the cells.</summary>
    /// <exception cref="SparseEvalException">The history lacks items of the benchmark; the message names the first and counts them.</exception>
    public ResponseMatrix AlignTo(Benchmark benchmark)
    {
        var positions = new Dictionary<string, int>(ItemIds.Count, StringComparer.Ordinal);
        for (var i = 0; i < ItemIds.Count; i++) positions[ItemIds[i]] = _columns[i];
        var lacking = benchmark.Items.Where(item => !positions.ContainsKey(item.Id)).ToList();
        if (lacking.Count > 0)
            throw new SparseEvalException($"The history lacks {lacking.Count} of the {benchmark.Count} items of benchmark '{benchmark.Name}', " +
                $"'{lacking[0].Id}' first. Use the history of this version of the benchmark, or run without one.");
        var ids = benchmark.Items.Select(item => item.Id).ToArray();
        return new ResponseMatrix(Models, ids, _cells, Array.ConvertAll(ids, id => positions[id]));
    }

    /// <summary>The same scores with only the named rows kept, in the given order.</summary>
    public ResponseMatrix SelectModels(IReadOnlyList<int> rows) =>
        new([.. rows.Select(r => Models[r])], ItemIds, _cells.SelectRows(rows), _columns);

    /// <summary>The scores of column order[i] stand at item i: a history that tells nothing about the items.</summary>
    internal ResponseMatrix PermuteColumns(int[] order) => new(Models, ItemIds, _cells, Array.ConvertAll(order, i => _columns[i]));

    /// <inheritdoc/>
    public override string ToString() => $"{Models.Count} models x {ItemIds.Count} items, {(IsBinary ? "binary" : "graded")}";
}
