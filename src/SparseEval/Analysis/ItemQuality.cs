namespace SparseEval;

/// <summary>What past models' scores say about one item.</summary>
/// <param name="ItemId">In the history.</param>
/// <param name="Models">Number of past models with a score on it.</param>
/// <param name="Mean">Their mean score, in [0, 1]; null without any.</param>
/// <param name="Discrimination">
/// Corrected item-rest correlation, in [-1, 1]: between the models' scores on the item and their means over all other items. Null for a dead item and for fewer than 4 models.
/// </param>
/// <param name="StrongMean">Mean score of the strongest quarter of the models (at least 1), by their means over all items; null without any.</param>
/// <param name="WeakMean">Mean score of the weakest quarter.</param>
/// <param name="Flaw">What is held against it.</param>
public sealed record ItemQuality(string ItemId, int Models, double? Mean, double? Discrimination, double? StrongMean, double? WeakMean, ItemFlaw Flaw)
{
    /// <summary>
    /// One-sided p-value, in (0, 1], of models that score lower on the item the higher they score elsewhere: a permutation test of ranks over the models that count once. Null where fewer than 3 of these score
    /// otherwise than most.
    /// </summary>
    public double? PValue { get; init; }

    /// <summary>Number of models that count: of models that share answers (their scores, less the items' and their own means, correlate above 0.3) the first stands for all.</summary>
    public int DistinctModels { get; init; }

    /// <summary>Looks at every item of a history.</summary>
    /// <param name="history">Past models x items; missing cells are left out, never filled.</param>
    /// <param name="falseDiscoveryRate">Expected share, in (0, 1), of items among those with negative discrimination that have none (Benjamini and Hochberg 1995, over <see cref="PValue"/>). Models that are kin to a lesser degree still count as several, so where there are many of these the share can be exceeded.</param>
    /// <returns>One for each item, in the history's order.</returns>
    /// <exception cref="SparseEvalException">The rate lies outside (0, 1).</exception>
    public static IReadOnlyList<ItemQuality> Of(ResponseMatrix history, double falseDiscoveryRate = 0.05) => falseDiscoveryRate is > 0 and < 1
        ? ItemTallies.Of(history).Judge(falseDiscoveryRate)
        : throw new SparseEvalException($"A false discovery rate of {falseDiscoveryRate} was asked for. Give one in (0, 1), such as 0.05.");
}
