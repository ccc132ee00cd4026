namespace SparseEval;

/// <summary>
/// Fits a logistic factor model: in turn one Newton step for the models' factors and one for the items, the factors kept at mean 0 and covariance I (their own
/// uncertainty included, so this is EM with Laplace's approximation, and the prior N(0, I) is the population's).
/// </summary>
internal static class LogisticFit
{
    private const int FirstItemSteps = 3;

    /// <param name="history">Past models.</param>
    /// <param name="first">The models that the start is about: all, or a sample of them.</param>
    /// <param name="start">Their factors.</param>
    /// <param name="settings">Penalties and sweeps.</param>
    /// <param name="parallel">Threads.</param>
    public static LogisticParameters Run(ResponseMatrix history, ResponseMatrix first, ModelFactors start, LogisticSettings settings, ParallelOptions parallel)
    {
        var rank = start.Values[0].Length - 1;
        var items = history.ItemIds.Count;
        var p = new LogisticParameters(new double[items], [.. Enumerable.Range(0, rank).Select(_ => new double[items])], 1);
        for (var step = 0; step < FirstItemSteps + (rank == 0 ? settings.Sweeps : 0); step++) p = new ItemStep(first, start, settings, parallel).Run(p);
        if (rank == 0) return p;
        var factors = ReferenceEquals(first, history) ? start : Zero(history.Models.Count, rank);
        for (var sweep = 0; sweep < settings.Sweeps; sweep++)
        {
            factors = new AbilityStep(history, p, parallel).Run(factors);
            (p, factors) = Whitened(p, factors);
            p = new ItemStep(history, factors, settings, parallel).Run(p);
        }
        return p with { Loadings = FactorAxes.Canonical(p.Loadings) };
    }

    private static ModelFactors Zero(int models, int rank)
    {
        var values = new double[models][];
        for (var m = 0; m < models; m++) (values[m] = new double[rank + 1])[0] = 1;
        return new(values, []);
    }

    /// <summary>Factors to mean 0 and mean square I, L^-1 (u - mean); intercepts and loadings so that every prediction stays.</summary>
    private static (LogisticParameters, ModelFactors) Whitened(LogisticParameters p, ModelFactors factors)
    {
        var (k, models) = (p.Rank, factors.Values.Length);
        var size = k + 1;
        var squares = new double[size * size];
        for (var m = 0; m < models; m++) factors.AddSquares(m, squares);
        var mean = Enumerable.Range(1, k).Select(j => squares[j * size] / models).ToArray();
        var spread = new double[k * k];
        for (var a = 0; a < k; a++)
            for (var b = 0; b < k; b++) spread[a * k + b] = squares[(a + 1) * size + b + 1] / models - mean[a] * mean[b] + (a == b ? 1e-9 : 0);
        var root = new Cholesky(spread, k);
        var intercept = (double[])p.Intercept.Clone();
        for (var j = 0; j < k; j++) Vectors.AddScaled(intercept, mean[j], p.Loadings[j]);
        var loadings = new double[k][];
        for (var j = 0; j < k; j++)
        {
            loadings[j] = new double[p.Items];
            for (var l = j; l < k; l++) Vectors.AddScaled(loadings[j], root[l, j], p.Loadings[l]);
        }
        return (p with { Intercept = intercept, Loadings = loadings }, new(
            Array.ConvertAll(factors.Values, z => Moved(z, mean, root)), Array.ConvertAll(factors.Covariances, c => Rescaled(c, k, root))));
    }

    private static double[] Moved(double[] z, double[] mean, Cholesky root)
    {
        var moved = (double[])z.Clone();
        for (var j = 0; j < mean.Length; j++) moved[j + 1] -= mean[j];
        root.SolveLower(moved.AsSpan(1));
        return moved;
    }

    /// <summary>L^-1 C L^-T.</summary>
    private static double[] Rescaled(double[] covariance, int k, Cholesky root)
    {
        var rescaled = (double[])covariance.Clone();
        for (var a = 0; a < k; a++) root.SolveLower(rescaled.AsSpan(a * k, k));
        for (var a = 0; a < k; a++)
            for (var b = 0; b < a; b++) (rescaled[a * k + b], rescaled[b * k + a]) = (rescaled[b * k + a], rescaled[a * k + b]);
        for (var a = 0; a < k; a++) root.SolveLower(rescaled.AsSpan(a * k, k));
        return rescaled;
    }
}
