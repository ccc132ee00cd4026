namespace SparseEval;

/// <summary>The estimate at one look: ridge regression on the factors of the history, cross-fitted, or the plain mean where that is no worse.</summary>
/// <remarks>V = (1 - f) sum of squared deleted residuals over n (n - 1); right-or-wrong scores predicted without a miss keep a floor of 1.5 sqrt(1 - f) / n under the standard error.</remarks>
internal sealed class LookEstimator(int population, ItemFactors factors)
{
    private readonly FactorRegression? _regression = factors.Count > 0 ? new(factors) : null;

    public IntervalInput At(IReadOnlyList<(int Item, double Score)> seen, double sum)
    {
        double n = seen.Count, all = population;
        var scores = seen.Select(s => s.Score).ToArray();
        var mean = sum / n;
        var plain = Plain(scores, mean, sum);
        var squares = scores.Sum(y => (y - mean) * (y - mean));
        if (_regression is null || !(squares > 0)) return plain;
        var fit = _regression.Fit([.. seen.Select(s => s.Item)], scores);
        var residuals = Array.ConvertAll(fit.DeletedResiduals, e => e * (1 - 1 / n));
        var left = residuals.Average();
        var own = residuals.Sum(e => (e - left) * (e - left));
        if (!(own < squares * (1 - 2 / n))) return plain;
        var error = Math.Sqrt((1 - n / all) * own / n / (n - 1));
        if (scores.All(y => y is 0 or 1)) error = Math.Max(error, Math.Min(plain.StandardError, 1.5 * Math.Sqrt(1 - n / all) / n));
        var value = mean + fit.Adjustment + (1 - n / all) * left;
        return plain with { Value = Math.Clamp(value, plain.LowerBound, plain.UpperBound), StandardError = error, Sample = plain.Sample! with { Contributions = [.. residuals.Select(e => (e - left) / n)] } };
    }

    private IntervalInput Plain(double[] scores, double mean, double sum)
    {
        double n = scores.Length, all = population;
        var contributions = Array.ConvertAll(scores, y => (y - mean) / n);
        return new()
        {
            Value = mean,
            StandardError = Math.Sqrt((1 - n / all) * contributions.Sum(u => u * u) * n / (n - 1)),
            DegreesOfFreedom = n - 1,
            SampleSize = scores.Length,
            PopulationSize = population,
            EffectiveSize = n / (1 - n / all),
            LowerBound = sum / all,
            UpperBound = (sum + all - n) / all,
            Sample = new() { Scores = scores, Contributions = contributions, Strata = new int[scores.Length], Fractions = [n / all] },
        };
    }
}
