using System.Globalization;

namespace SparseEval.Tests.HistoryModels;

/// <summary>Posteriors against numpy's textbook formulas and scipy's optimiser on the same 12 items; script and output in tests/reference.</summary>
public sealed class FactorReferenceTests
{
    private const int N = 12;
    private static readonly int[] Observed = [0, 2, 3, 7, 10];
    private static readonly double[] Graded = [1, 0, 0.25, 1, 0.75];
    private static readonly double[] Binary = [1, 0, 1, 1, 0];
    private static readonly string[] Ids = [.. Enumerable.Range(0, N).Select(i => $"i{i}")];
    private static readonly Dictionary<string, double[]> Numbers = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "history_models.txt"))
        .Select(line => line.Split(' ')).ToDictionary(parts => parts[0], parts => parts[1..].Select(p => double.Parse(p, CultureInfo.InvariantCulture)).ToArray());

    private static double[] Items(Func<int, double> value) => [.. Enumerable.Range(0, N).Select(value)];

    private static double[][] Loadings(double scale) =>
        [Items(i => scale * (0.1 + 0.2 * ((i * 29 + 5) % 23) / 23.0)), Items(i => scale * (-0.15 + 0.3 * ((i * 13 + 3) % 19) / 19.0))];

    private static FittedGaussianModel Gaussian() => new(Ids,
        new(Items(i => 0.3 + 0.4 * ((i * 37 + 11) % 17) / 17.0), Loadings(1), Items(i => 0.05 + 0.1 * ((i * 7 + 2) % 11) / 11.0)), "reference", []);

    private static FittedLogisticModel Logistic() => new(Ids, new(Items(i => -1 + 2 * ((i * 37 + 11) % 17) / 17.0), Loadings(5), 1), "reference", []);

    [Fact]
    [Proves(Proof.Exact, "history-models/gaussian-factor", "estimators/factor-model")]
    public void Gaussian_posterior_equals_numpy() => Equals("gaussian", Gaussian().Infer(Observed, Graded), 10);

    [Fact]
    public void Gaussian_posterior_after_one_more_score_equals_numpy_on_all() => Equals("gaussian-more", Gaussian().Infer(Observed, Graded).Update(5, 0.5), 10);

    [Fact]
    public void Gaussian_posterior_leaves_missing_scores_out() =>
        Equals("gaussian", Gaussian().Infer([.. Observed, 5, 6], [.. Graded, double.NaN, double.NaN]), 10);

    [Theory, InlineData("logistic"), InlineData("logistic-graded")]
    [Proves(Proof.Exact, "history-models/logistic-factor")]
    public void Logistic_mode_and_covariance_equal_scipy(string line)
    {
        var posterior = Logistic().Infer(Observed, line == "logistic" ? Binary : Graded);
        Close(Numbers[$"{line}-factors"], posterior.Factors, 6);
        Close(Numbers[$"{line}-covariance"], posterior.Covariance, 6);
        Assert.Equal(Numbers[$"{line}-likelihood"][0], posterior.LogLikelihood, 8);
    }

    [Fact]
    public void Laplace_likelihood_is_near_the_integral_on_a_grid() =>
        Assert.Equal(Numbers["logistic-likelihood"][1], Logistic().Infer(Observed, Binary).LogLikelihood, 0.05);

    [Fact]
    public void One_online_step_of_the_logistic_model_is_near_the_mode_of_all_scores()
    {
        var (online, all) = (Logistic().Infer(Observed, Binary).Update(5, 1), Logistic().Infer([.. Observed, 5], [.. Binary, 1]));
        for (var j = 0; j < 2; j++) Assert.Equal(all.Factors[j], online.Factors[j], 0.02);
        for (var j = 0; j < 4; j++) Assert.Equal(all.Covariance[j], online.Covariance[j], 0.02);
    }

    private static void Equals(string line, HistoryPosterior posterior, int digits)
    {
        Close(Numbers[$"{line}-factors"], posterior.Factors, digits);
        Close(Numbers[$"{line}-covariance"], posterior.Covariance, digits);
        Assert.Equal(Numbers[$"{line}-likelihood"][0], posterior.LogLikelihood, digits);
        Assert.Equal(Numbers[$"{line}-likelihood"][1], posterior.PatternDistance, digits);
        Assert.Equal(Numbers[$"{line}-score"][0], posterior.FullScore().Value, digits);
        Assert.Equal(Numbers[$"{line}-score"][1], posterior.FullScore().StandardDeviation, digits);
    }

    private static void Close(double[] expected, ReadOnlySpan<double> actual, int digits)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], digits);
    }
}
