namespace SparseEval.Tests.HistoryModels;

/// <summary>Histories simulated with known parameters, which the fits must find again.</summary>
public sealed class RecoveryTests
{
    private const int Models = 240;
    private const int Items = 160;

    [Fact]
    public void Gaussian_factors_find_the_covariance_of_items()
    {
        var (truth, history) = Simulated(logistic: false);
        var fit = SparseEval.HistoryModels.GaussianFactor(new() { Ranks = [0, 1, 2, 3, 4, 6] }).Fit(history);
        Assert.Equal(2, fit.Rank);
        Agree(truth, fit, 0.97, 0.92, 1.08);
        for (var i = 0; i < Items; i += 20) Assert.Equal(0.0064, fit.Noise(i), 0.003);
    }

    [Theory, InlineData("logistic-factor"), InlineData("irt-md")]
    [Proves(Proof.Exact, "history-models/irt-md", "history-models/logistic-factor")]
    public void Logistic_models_find_the_covariance_of_log_odds(string model)
    {
        var (truth, history) = Simulated(logistic: true);
        var fit = SparseEval.HistoryModels.Parse(model, new() { Ranks = [2] }).Fit(history);
        Agree(truth, fit, 0.93, 0.8, 1.15);
    }

    [Fact]
    public void A_history_without_common_factors_has_rank_0_or_predicts_no_worse_than_the_means()
    {
        var random = new Random(9);
        var builder = Builder();
        for (var m = 0; m < Models; m++)
            for (var i = 0; i < Items; i++) builder.Set(m, i, random.NextDouble() < 0.2 + 0.004 * i ? 1 : 0);
        var fit = SparseEval.HistoryModels.GaussianFactor().Fit(builder.Build());
        Assert.True(fit.Rank == 0 || Enumerable.Range(0, Items).Max(i => Vectors.Dot(fit.Loadings(i), fit.Loadings(i))) < 0.02, fit.Name);
    }

    private static ResponseMatrixBuilder Builder() => new([.. Enumerable.Range(0, Models).Select(m => $"m{m}")], [.. Enumerable.Range(0, Items).Select(i => $"i{i}")]);

    /// <summary>Two factors; 10 % of the cells missing.</summary>
    private static (double[][] Loadings, ResponseMatrix History) Simulated(bool logistic)
    {
        var stream = new SeededStream(7, "recovery");
        var loadings = Enumerable.Range(0, Items).Select(_ => new[] { (logistic ? 1.5 : 0.1) * (0.5 + stream.Uniform()), (logistic ? 1 : 0.06) * stream.Normal() }).ToArray();
        var center = Enumerable.Range(0, Items).Select(_ => logistic ? stream.Normal() : 0.4 + 0.2 * stream.Uniform()).ToArray();
        var factors = Standardised(stream);
        var builder = Builder();
        for (var m = 0; m < Models; m++)
        {
            var (a, b) = (factors[0][m], factors[1][m]);
            for (var i = 0; i < Items; i++)
            {
                var mean = center[i] + loadings[i][0] * a + loadings[i][1] * b;
                var score = logistic ? (stream.Uniform() < 1 / (1 + Math.Exp(-mean)) ? 1 : 0) : Math.Clamp(mean + 0.08 * stream.Normal(), 0, 1);
                if (stream.Uniform() > 0.1) builder.Set(m, i, score);
            }
        }
        return (loadings, builder.Build());
    }

    /// <summary>Exactly mean 0, variance 1, uncorrelated, so that the history's own luck is no part of the error.</summary>
    private static double[][] Standardised(SeededStream stream)
    {
        var factors = Enumerable.Range(0, 2).Select(_ => Enumerable.Range(0, Models).Select(_ => stream.Normal()).ToArray()).ToArray();
        for (var j = 0; j < 2; j++)
        {
            var mean = factors[j].Average();
            for (var m = 0; m < Models; m++) factors[j][m] -= mean;
            if (j == 1) Vectors.AddScaled(factors[1], -Vectors.Dot(factors[0], factors[1]) / Models, factors[0]);
            var root = Math.Sqrt(Vectors.Dot(factors[j], factors[j]) / Models);
            for (var m = 0; m < Models; m++) factors[j][m] /= root;
        }
        return factors;
    }

    /// <summary>Products of items' loadings, which no rotation changes: correlation and slope.</summary>
    private static void Agree(double[][] truth, FittedHistoryModel fit, double leastCorrelation, double leastSlope, double mostSlope)
    {
        var (xy, xx, yy) = (0.0, 0.0, 0.0);
        for (var i = 0; i < Items; i++)
            for (var j = 0; j < i; j++)
            {
                var (x, y) = (Vectors.Dot(truth[i], truth[j]), Vectors.Dot(fit.Loadings(i), fit.Loadings(j)));
                (xy, xx, yy) = (xy + x * y, xx + x * x, yy + y * y);
            }
        Assert.True(xy / Math.Sqrt(xx * yy) > leastCorrelation, $"correlation {xy / Math.Sqrt(xx * yy)}");
        Assert.InRange(xy / xx, leastSlope, mostSlope);
    }
}
