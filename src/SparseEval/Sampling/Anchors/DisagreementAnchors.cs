namespace SparseEval;

/// <summary>Items with the largest variance of scores over past models, ties in the order of the benchmark.</summary>
/// <remarks>DISCO (arXiv 2510.07959) with scores in place of predicted class probabilities.</remarks>
internal static class DisagreementAnchors
{
    public static int[] Choose(ResponseMatrix history, int count)
    {
        var spread = ItemSizes.TotalVariance(history);
        return [.. Enumerable.Range(0, spread.Length).OrderByDescending(i => spread[i]).Take(count)];
    }
}
