namespace SparseEval;

/// <summary>Collects the scores of a <see cref="ResponseMatrix"/>; a cell that is never set is missing.</summary>
public sealed class ResponseMatrixBuilder
{
    private readonly IReadOnlyList<string> _models;
    private readonly IReadOnlyList<string> _itemIds;
    private readonly ScoreCells _cells;

    /// <summary>Starts a matrix with every cell missing.</summary>
    /// <exception cref="SparseEvalException">There are no models or items, or a name occurs twice.</exception>
    public ResponseMatrixBuilder(IReadOnlyList<string> models, IReadOnlyList<string> itemIds)
    {
        RequireUnique(models, "model");
        RequireUnique(itemIds, "item");
        _models = models;
        _itemIds = itemIds;
        _cells = new ScoreCells(models.Count, itemIds.Count);
    }

    /// <summary>Sets one cell.</summary>
    /// <exception cref="SparseEvalException">The score is outside [0, 1] or not a number, or the cell was set before.</exception>
    public void Set(int model, int item, double score)
    {
        if (!(score >= 0 && score <= 1))
            throw new SparseEvalException($"Model '{_models[model]}' has score {score} on item '{_itemIds[item]}'; scores lie in [0, 1]. Rescale them, or leave the cell missing.");
        if (_cells.Has(model, item))
            throw new SparseEvalException($"Model '{_models[model]}' has two scores on item '{_itemIds[item]}'. Average replicates first, or drop one.");
        _cells.Set(model, item, score);
    }

    /// <summary>The finished matrix; the builder must not be used after.</summary>
    public ResponseMatrix Build() => new(_models, _itemIds, _cells, [.. Enumerable.Range(0, _itemIds.Count)]);

    private static void RequireUnique(IReadOnlyList<string> names, string what)
    {
        if (names.Count == 0) throw new SparseEvalException($"A response matrix needs at least one {what}; none was given.");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
            if (!seen.Add(name)) throw new SparseEvalException($"The response matrix names {what} '{name}' twice. Names must be unique.");
    }
}
