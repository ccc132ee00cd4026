namespace SparseEval;

/// <summary>A fitted model made ready for one set of observed items.</summary>
public abstract class HistoryConditioning
{
    private readonly int[] _items;

    private protected HistoryConditioning(FittedHistoryModel model, IReadOnlyList<int> items)
    {
        Model = model;
        _items = [.. items];
        var seen = new HashSet<int>();
        foreach (var item in _items)
        {
            if (item < 0 || item >= model.Count)
                throw new SparseEvalException($"Observed item {item} is not in the history of {model.Count} items. Positions run from 0 to {model.Count - 1}.");
            if (!seen.Add(item)) throw new SparseEvalException($"Item '{model.ItemIds[item]}' is given twice among the observed items. Average its replicates first.");
        }
    }

    /// <summary>The fit that it belongs to.</summary>
    public FittedHistoryModel Model { get; }

    /// <summary>Positions of the observed items.</summary>
    public IReadOnlyList<int> Items => _items;

    internal int[] Positions => _items;

    /// <summary>What one model's scores on the items tell about it.</summary>
    /// <param name="scores">One in [0, 1] for each of <see cref="Items"/>; NaN where it is missing.</param>
    /// <exception cref="SparseEvalException">The number of scores does not fit.</exception>
    public HistoryPosterior Infer(ReadOnlySpan<double> scores)
    {
        if (scores.Length != _items.Length) throw new SparseEvalException($"{scores.Length} scores were given for {_items.Length} observed items. Give one for each, NaN where it is missing.");
        var known = 0;
        foreach (var score in scores)
        {
            if (double.IsNaN(score)) continue;
            if (score is < 0 or > 1) throw new SparseEvalException($"An observed score is {score}; scores lie in [0, 1].");
            known++;
        }
        if (known == scores.Length) return InferComplete(scores);
        var (items, values) = (new int[known], new double[known]);
        for (var (i, k) = (0, 0); i < scores.Length; i++)
            if (!double.IsNaN(scores[i])) (items[k], values[k++]) = (_items[i], scores[i]);
        return Model.Condition(items).Infer(values);
    }

    private protected abstract HistoryPosterior InferComplete(ReadOnlySpan<double> scores);
}
