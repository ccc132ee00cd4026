namespace SparseEval;

/// <summary>Fits the Gaussian factor model of one rank: principal axes as a start, then rounds of EM for factor analysis (Rubin and Thayer 1982; missing cells left out).</summary>
internal static class GaussianFit
{
    /// <summary>Share of the mean noise in each item's while fitting, so that items on which all models agree do not outweigh the rest.</summary>
    private const double Smoothing = 0.1;

    /// <param name="history">Past models.</param>
    /// <param name="first">The models that the start is about: all, or a sample of them.</param>
    /// <param name="complete">True where no cell is missing.</param>
    /// <param name="start">Factors of those models.</param>
    /// <param name="rounds">Of EM after the start; 0 gives principal components with each item's own noise.</param>
    /// <param name="parallel">Threads.</param>
    public static GaussianParameters Run(ResponseMatrix history, ResponseMatrix first, bool complete, ModelFactors start, int rounds, ParallelOptions parallel)
    {
        var parameters = Settled(new LoadingStep(first, complete, start, parallel).Run());
        for (var round = 0; round < rounds && parameters.Rank > 0; round++)
        {
            var factors = FactorStep.Of(history, complete, parameters.Shrunk(0, Smoothing, history.Models.Count), parallel);
            parameters = Settled(new LoadingStep(history, complete, factors, parallel).Run());
        }
        return parameters.Canonical();
    }

    /// <summary>Items that no model has become average ones.</summary>
    private static GaussianParameters Settled(GaussianParameters p)
    {
        var known = Enumerable.Range(0, p.Items).Where(i => !double.IsNaN(p.Mean[i])).ToArray();
        if (known.Length == p.Items) return p;
        var (mean, noise) = (known.Average(i => p.Mean[i]), known.Average(i => p.Noise[i]) + known.Average(i => Math.Pow(p.Mean[i], 2)) - Math.Pow(known.Average(i => p.Mean[i]), 2));
        for (var i = 0; i < p.Items; i++)
            if (double.IsNaN(p.Mean[i])) (p.Mean[i], p.Noise[i]) = (mean, noise);
        return p;
    }
}
