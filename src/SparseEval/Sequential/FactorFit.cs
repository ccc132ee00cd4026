namespace SparseEval;

/// <summary>A fitted <see cref="FactorRegression"/>.</summary>
/// <param name="factors">Of all items.</param>
/// <param name="mean">Of the factors over all items.</param>
/// <param name="centre">Of the factors over the scored items.</param>
/// <param name="level">Mean score of the scored items.</param>
/// <param name="slope">Coefficients.</param>
internal sealed class FactorFit(ItemFactors factors, double[] mean, double[] centre, double level, double[] slope)
{
    /// <summary>Residuals of the scored items, each predicted without itself.</summary>
    public required double[] DeletedResiduals { get; init; }

    /// <summary>What the factors add to the scored items' mean: slope (mean over all items - mean over the scored ones).</summary>
    public double Adjustment => slope.Select((b, j) => b * (mean[j] - centre[j])).Sum();

    /// <summary>Predicted score of every item, clipped to [0, 1].</summary>
    public double[] Predictions() => Array.ConvertAll(factors.Values, f =>
    {
        var p = level;
        for (var j = 0; j < f.Length; j++) p += slope[j] * (f[j] - centre[j]);
        return Math.Clamp(p, 0, 1);
    });
}
