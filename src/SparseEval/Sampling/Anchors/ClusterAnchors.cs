namespace SparseEval;

/// <summary>Anchors that stand for groups of items.</summary>
/// <remarks>
/// Medoids: Anchor Points (Vivek et al. 2024), distance 1 - correlation of past models' scores, which is half the squared distance of the centred and scaled columns; with more than 48
/// models these are projected on 48 random directions, which keeps distances to about 15 %. Means: tinyBenchmarks (Maia Polo et al. 2024) with history factors for item parameters.
/// </remarks>
internal static class ClusterAnchors
{
    private const int Directions = 48;

    public static AnchorSet Medoids(ResponseMatrix history, int count, ulong seed) => Choose(Columns(history), count, medoids: true, seed);

    public static AnchorSet Means(ResponseMatrix history, int count, ulong seed)
    {
        var factors = HistoryFactors.Of(history);
        return Choose([.. factors.Loadings.Select((v, i) => (double[])[factors.Mean[i], .. v])], count, medoids: false, seed);
    }

    private static AnchorSet Choose(double[][] points, int count, bool medoids, ulong seed)
    {
        var items = KMeans.Of(points, count, medoids, seed).Representatives();
        return new(items, KMeans.Sizes(points, items));
    }

    /// <summary>Each item's scores, centred and scaled to length 1; 0 where all models agree. Missing cells take the item's mean.</summary>
    private static double[][] Columns(ResponseMatrix history)
    {
        var (models, items, means) = (history.Models.Count, history.ItemIds.Count, HistoryTotals.Of(history).ItemMeans);
        var size = Math.Min(models, Directions);
        var (columns, squares, row) = (Enumerable.Range(0, items).Select(_ => new double[size]).ToArray(), new double[items], new double[items]);
        var random = new SeededStream(1, "directions");
        for (var m = 0; m < models; m++)
        {
            history.CopyModel(m, row);
            var direction = models <= Directions ? null : Enumerable.Range(0, size).Select(_ => random.Normal() / Math.Sqrt(size)).ToArray();
            for (var i = 0; i < items; i++)
            {
                if (double.IsNaN(row[i])) continue;
                var value = row[i] - means[i];
                squares[i] += value * value;
                if (direction is null) columns[i][m] = value;
                else Vectors.AddScaled(columns[i], value, direction);
            }
        }
        return [.. columns.Select((c, i) => squares[i] > 1e-12 ? Array.ConvertAll(c, v => v / Math.Sqrt(squares[i])) : new double[size])];
    }
}
