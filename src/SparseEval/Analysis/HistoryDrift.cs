namespace SparseEval;

/// <summary>Whether later past models behave like earlier ones; where they do not, a history describes new models less and less well.</summary>
/// <remarks>
/// Halves of models that do not drift differ too, the more the fewer models there are. Random halvings of the same models show by how much: figures within their range are no sign of drift. Models that share answers
/// stay together in a halving, as they do in time.
/// </remarks>
/// <param name="EarlierModels">Number of models in the earlier half.</param>
/// <param name="LaterModels">Number of models in the later half, one more where their number is odd.</param>
/// <param name="Earlier">Mean score of the earlier models over all items.</param>
/// <param name="Later">Mean score of the later models.</param>
/// <param name="ItemCorrelation">Pearson correlation, in [-1, 1], of the items' means between the halves: near 1 where the same items are hard for both and the models are many. Null where one half's means do not vary.</param>
/// <param name="Categories">Ordered by name.</param>
public sealed record HistoryDrift(int EarlierModels, int LaterModels, double Earlier, double Later, double? ItemCorrelation, IReadOnlyList<CategoryDrift> Categories)
{
    /// <summary>Number of random halvings behind the ranges, 40 to 400; 0 where fewer than 4 models differ, so that nothing can be said.</summary>
    public int Halvings { get; init; }

    /// <summary>Range that holds 95 % of the correlations between random halves of the same models; null without any.</summary>
    public (double Lower, double Upper)? ChanceCorrelation { get; init; }

    /// <summary>Compares the halves. Items that a half has no score of are left out.</summary>
    /// <param name="frame">With a history of at least 4 models.</param>
    /// <param name="order">Rows of the history from the earliest to the latest model; null for the history's own order.</param>
    /// <param name="field">Item field of the categories; null for none.</param>
    /// <param name="seed">Of the random halvings.</param>
    /// <exception cref="SparseEvalException">There are fewer than 4 models, the order names a row twice or one that is not there, no item has scores in both halves, or an item lacks the field.</exception>
    public static HistoryDrift Of(SamplingFrame frame, IReadOnlyList<int>? order = null, string? field = null, ulong seed = 1)
    {
        var history = frame.History ?? throw new SparseEvalException("The frame has no history, so nothing can have drifted. Give one.");
        order ??= [.. Enumerable.Range(0, history.Models.Count)];
        if (order.Distinct().Count() != order.Count || order.Any(m => m < 0 || m >= history.Models.Count))
            throw new SparseEvalException($"The order of {order.Count} models names a row twice, or one outside 0 to {history.Models.Count - 1}. Name each model once.");
        if (order.Count < 4) throw new SparseEvalException($"{order.Count} models cannot be parted into halves that tell of drift. Give at least 4.");
        var half = order.Count / 2;
        var earlier = new bool[history.Models.Count];
        foreach (var m in order.Take(half)) earlier[m] = true;
        var halved = HalvedHistory.Of(history, [earlier, .. HalvedHistory.Random(history, order, half, seed)], order);
        if (halved.Means(0).Items.Length == 0) throw new SparseEvalException("No item has scores of both earlier and later models. Give a history with fewer gaps.");
        var names = frame.Benchmark.Items.Select(i => field is null ? "all" : i[field]).ToArray();
        var given = DriftFigures.Of(halved, 0, names);
        var chance = Enumerable.Range(1, halved.Count - 1).Select(h => DriftFigures.Of(halved, h, names)).ToArray();
        return new(half, order.Count - half, given.First, given.Second, given.Correlation, ChanceShifts.Judge(given.Categories, chance))
        {
            Halvings = chance.Length,
            ChanceCorrelation = ChanceShifts.Range([.. chance.Select(c => c.Correlation).OfType<double>()]),
        };
    }
}
