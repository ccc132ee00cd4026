namespace SparseEval;

/// <summary>
/// Swap search: from k-means anchors, the item whose weight would lower the ridge objective fastest comes in for the anchor whose weight matters least, and stays if past
/// models' full scores, each predicted by a fit without it, come out closer.
/// </summary>
/// <remarks>
/// After SparseEval (arXiv 2602.07909), with ridge regression for its learner, so that gradients and leave-one-out errors are exact: with A = (X X' + alpha I)^-1 and d = A y the derivative of
/// y' A y by the weight of column x is -(x'd)^2, and the left-out error of model m is d_m / A_mm (Golub, Heath and Wahba 1979). At most 128 models, spread over their scores.
/// </remarks>
internal static class GradientAnchors
{
    private const int MostModels = 128;
    private const int MostSwaps = 300;
    private const int Patience = 12;

    public static int[] Choose(ResponseMatrix history, int count, double[] weights, ulong seed)
    {
        var columns = ModelColumns.Of(history, weights, MostModels);
        var inside = ClusterAnchors.Means(history, count, seed).Items.ToHashSet();
        var ridge = AnchorRidge.Of(columns, inside);
        var (error, failures) = (ridge.LeftOutError, 0);
        for (var swap = 0; swap < MostSwaps && failures < Patience; swap++)
        {
            var slopes = ridge.Slopes(columns);
            var ahead = Enumerable.Range(0, slopes.Length).Where(i => !inside.Contains(i)).OrderByDescending(i => slopes[i]).ThenBy(i => i).Skip(failures / 3).FirstOrDefault(-1);
            var behind = inside.OrderBy(i => slopes[i]).ThenBy(i => i).Skip(failures % 3).FirstOrDefault(-1);
            if (ahead < 0 || behind < 0) break;
            var next = ridge.Swapped(columns, behind, ahead);
            if (next.LeftOutError < error * (1 - 1e-6))
            {
                inside.Remove(behind);
                inside.Add(ahead);
                (ridge, error, failures) = (next, next.LeftOutError, 0);
            }
            else failures++;
        }
        return [.. inside.Order()];
    }
}
