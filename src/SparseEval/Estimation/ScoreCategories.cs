namespace SparseEval;

/// <summary>
/// The groups in which ratio means are taken: the estimand's categories, an estimator's own cells, or all items as one. Category k has the share omega_k of the score and the estimated size sum_k d m, d the design's weights
/// and m the items' importance.
/// </summary>
internal sealed class ScoreCategories
{
    private readonly DesignedScores _scores;
    private readonly double[] _share;
    private readonly double[] _size;
    private readonly double[] _itemWeights;
    private readonly int[]? _cells;

    /// <param name="scores">With items, weights and importance.</param>
    /// <param name="itemWeights">w_i of every item of the benchmark.</param>
    /// <param name="cells">Cell of every item of the benchmark, each cell with a scored item; null for the estimand's categories.</param>
    public ScoreCategories(DesignedScores scores, double[] itemWeights, int[]? cells)
    {
        (_scores, _itemWeights, _cells) = (scores, itemWeights, cells);
        (Of, _share, _size) = cells is not null ? ByCell(cells) : scores.Options.Estimand.CategoryField is { } field ? ByField(field) : One();
        Coefficients = [.. Of.Select((k, i) => _share[k] * scores.Weights[i] * scores.Importance[i] / _size[k])];
    }

    /// <summary>Category of each scored item.</summary>
    public int[] Of { get; }

    /// <summary>1 where the estimand has none.</summary>
    public int Count => _share.Length;

    /// <summary>True where they are cells of the estimator's own.</summary>
    public bool AreCells => _cells is not null;

    /// <summary>a_i with sum 1.</summary>
    public double[] Coefficients { get; }

    /// <summary>d_i m_i / sum_k d m: the item's share of its category's estimated mean.</summary>
    public double Share(int item) => _scores.Weights[item] * _scores.Importance[item] / _size[Of[item]];

    /// <summary>Linearised values z = omega_k m (v - theta_k) / sum_k d m of the ratio means; not yet centred in the strata (<see cref="VarianceUnits.Influence"/>).</summary>
    /// <param name="values">One for each scored item.</param>
    /// <param name="lone">Categories whose own mean leaves no deviation, one unit being all there is; the mean of all items stands in.</param>
    public double[] Linearised(IReadOnlyList<double> values, bool[] lone)
    {
        var means = new double[Count];
        for (var i = 0; i < Of.Length; i++) means[Of[i]] += Share(i) * values[i];
        var all = _scores.Weights.Select((d, i) => d * values[i]).Sum() / _scores.Weights.Sum();
        return [.. Of.Select((k, i) => _share[k] * _scores.Importance[i] * (values[i] - (lone[k] ? all : means[k])) / _size[k])];
    }

    /// <summary>True where every item of the category that counts is scored, so that its mean is known.</summary>
    public bool IsComplete(int category)
    {
        var scored = Of.Count(k => k == category);
        if (_cells is not null) return _cells.Count(k => k == category) == scored;
        if (_scores.Options.Estimand.CategoryField is not { } field) return _scores.Index.Count(i => _itemWeights[i] > 0) == _itemWeights.Count(w => w > 0);
        var items = _scores.Sample.Frame.Benchmark.Items;
        var name = items[_scores.Index[Array.IndexOf(Of, category)]][field];
        return items.Count(item => item[field] == name) == scored;
    }

    private (int[] Category, double[] Share, double[] Size) One() => (new int[_scores.Count], [1.0], [_scores.Weights.Select((d, i) => d * _scores.Importance[i]).Sum()]);

    private (int[] Category, double[] Share, double[] Size) ByField(string field)
    {
        var items = _scores.Sample.Frame.Benchmark.Items;
        var names = items.Select(item => item[field]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var place = names.Index().ToDictionary(n => n.Item, n => n.Index, StringComparer.Ordinal);
        var category = Array.ConvertAll(_scores.Index, i => place[items[i][field]]);
        var size = new double[names.Count];
        for (var i = 0; i < category.Length; i++) size[category[i]] += _scores.Weights[i];
        return Array.FindIndex(size, w => w == 0) is >= 0 and var empty
            ? throw new SparseEvalException($"Category '{names[empty]}' of '{field}' has no scored item, so the category-weighted score is unknown. Stratify by '{field}', or raise the budget.")
            : (category, [.. names.Select(_ => 1.0 / names.Count)], size);
    }

    private (int[] Category, double[] Share, double[] Size) ByCell(int[] cells)
    {
        var share = new double[cells.Max() + 1];
        for (var i = 0; i < cells.Length; i++) share[cells[i]] += _itemWeights[i];
        var category = Array.ConvertAll(_scores.Index, i => cells[i]);
        var size = new double[share.Length];
        for (var i = 0; i < category.Length; i++) size[category[i]] += _scores.Weights[i] * _scores.Importance[i];
        return (category, share, size);
    }
}
