namespace SparseEval;

/// <summary>Past models' scores on a benchmark's items: models x items, each in [0, 1] or missing.</summary>
/// <remarks>Memory: 2 bits a cell while every score is 0 or 1, 4 bytes a cell otherwise. Made by <see cref="ResponseMatrixBuilder"/>.</remarks>
public sealed class ResponseMatrix
{
    private readonly ScoreCells _cells;
    private readonly int[] _columns;

    internal ResponseMatrix(IReadOnlyList<string> models, IReadOnlyList<string> itemIds, ScoreCells cells, int[] columns)
    {
        Models = models;
        ItemIds = itemIds;
        _cells = cells;
        _columns = columns;
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
        for (var i = 0; i < _columns.Length; i++) target[i] = _cells[model, _columns[i]];
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

    /// <inheritdoc/>
    public override string ToString() => $"{Models.Count} models x {ItemIds.Count} items, {(IsBinary ? "binary" : "graded")}";
}
