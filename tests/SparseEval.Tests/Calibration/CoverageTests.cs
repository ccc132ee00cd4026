namespace SparseEval.Tests.Calibration;

/// <summary>
/// Coverage of nominal 95 % intervals over seeded draws, two-sided: too narrow fails, too wide fails. Each test was seen to fail with the mistake that
/// its comment names. The long table is tests/bench/SparseEval.Bench.Calibration.
/// </summary>
public sealed class CoverageTests
{
    // Planted: variance without (1 - f): coverage 100 %.
    [Fact]
    [Proves(Proof.Calibration, "designs/simple-random", "estimators/mean")]
    public void Finite_population_correction_at_60_percent_sampled() =>
        Holds(Bernoulli(200, _ => 0.5, 1), Designs.SimpleRandom(), Estimators.Mean(), 120, 1500, 0.93, 0.972);

    // Planted: one stratum for the variance: coverage 98.5 %.
    [Fact]
    [Proves(Proof.Calibration, "designs/stratified")]
    public void Strata_that_differ_much() =>
        Holds(Bernoulli(600, i => 0.08 + 0.42 * Populations.Family(i, 600, 3), 2), Designs.Stratified("family"), Estimators.Mean(), 90, 1500, 0.93, 0.972);

    // Planted: items in place of passages as units: coverage 72 %.
    [Fact]
    public void Whole_passages_whose_items_share_luck()
    {
        var scores = Bernoulli(600, _ => 0.5, 3);
        for (var i = 0; i < 600; i++)
            if (i % 5 != 0) scores.Scores[i] = scores.Scores[i - i % 4];
        Holds(scores, Designs.SimpleRandom(cluster: "passage"), Estimators.Mean(), 160, 1500, 0.93, 0.975);
    }

    // Planted: fitted in place of leave-one-out residuals (no leverage correction): coverage 66 %.
    [Fact]
    [Proves(Proof.Calibration, "estimators/regression")]
    public void Regression_on_many_past_models_with_few_items()
    {
        var benchmark = Populations.Benchmark(400);
        var history = Populations.History(benchmark, 41, 4);
        Holds(new(new(benchmark, history.SelectModels([.. Enumerable.Range(0, 40)])), Populations.Row(history, 40)),
            Designs.SimpleRandom(), Estimators.Regression(), 40, 800, 0.93, 0.985);
    }

    // With wald-t, since wilson's cap on the effective size would help. Planted: no floor under the standard error: coverage 78 %.
    [Fact]
    public void Regression_on_a_history_that_holds_almost_the_same_model()
    {
        var benchmark = Populations.Benchmark(600);
        var history = Populations.History(benchmark, 1, 5);
        var scores = Populations.Row(history, 0);
        foreach (var i in Enumerable.Range(0, 600).Where(i => scores[i] == 0).Take(15)) scores[i] = 1;
        Holds(new(new(benchmark, history), scores), Designs.SimpleRandom(), Estimators.Regression(), 60, 800, 0.93, 1, Intervals.WaldT());
    }

    // Planted: wald-t as the default: coverage 74 %.
    [Fact]
    [Proves(Proof.Calibration, "intervals/hypergeometric")]
    public void Few_items_near_zero() =>
        Holds(Bernoulli(1000, _ => 0.03, 6), Designs.SimpleRandom(), Estimators.Mean(), 50, 1500, 0.93, 0.985);

    // Planted: pilot smoothed by 4 observations in place of 30: coverage 86 %.
    [Fact]
    public void An_allocation_that_follows_a_pilot() =>
        Holds(Bernoulli(600, i => i % 6 == 0 ? 0.98 : 0.9, 7, families: 8), Designs.Stratified("family", Allocations.NeymanFromPilot(50)), Estimators.Mean(), 100, 1200, 0.93, 0.985);

    // Planted: the superpopulation's variance of the regression from residuals alone: coverage 79 %.
    [Fact]
    public void The_wider_population_with_past_models()
    {
        const int draws = 400;
        var (held, truth) = (0, Truth());
        for (var s = 0; s < draws; s++)
        {
            var (benchmark, scores, history) = Questions(300, s);
            var sample = Populations.Draw(Designs.SimpleRandom(), new(benchmark, history), 200, 1);
            var estimate = Estimators.Regression().Estimate(Populations.Score(sample, scores), new() { Target = InferenceTarget.Superpopulation });
            if (estimate.Interval!.Contains(truth)) held++;
        }
        Assert.InRange(held / (double)draws, 0.925, 0.98);
    }

    private sealed record Setting(SamplingFrame Frame, double[] Scores);

    private static void Holds(Setting setting, ISamplingDesign design, IEstimator estimator, int n, int draws, double least, double most, IIntervalMethod? interval = null)
    {
        var truth = setting.Scores.Average();
        var held = 0;
        for (var s = 0; s < draws; s++)
        {
            var sample = Populations.Draw(design, setting.Frame, n, (ulong)s + 1, i => setting.Scores[i]);
            if (estimator.Estimate(Populations.Score(sample, setting.Scores), new() { Interval = interval }).Interval!.Contains(truth)) held++;
        }
        Assert.InRange(held / (double)draws, least, most);
    }

    private static Setting Bernoulli(int items, Func<int, double> rate, int seed, int families = 3)
    {
        var random = new Random(seed);
        return new(new(Populations.Benchmark(items, families)), [.. Enumerable.Range(0, items).Select(i => random.NextDouble() < rate(i) ? 1.0 : 0)]);
    }

    /// <summary>A fresh benchmark from a wider population: difficulty decides almost everything, so past models predict well.</summary>
    private static (Benchmark, double[] Scores, ResponseMatrix History) Questions(int items, int seed)
    {
        var random = new Random(1000 + seed);
        var benchmark = Populations.Benchmark(items);
        var builder = new ResponseMatrixBuilder(["a", "b", "c"], [.. benchmark.Items.Select(i => i.Id)]);
        var scores = new double[items];
        for (var i = 0; i < items; i++)
        {
            var difficulty = random.NextDouble();
            scores[i] = difficulty < 0.6 != random.NextDouble() < 0.05 ? 1 : 0;
            for (var m = 0; m < 3; m++) builder.Set(m, i, difficulty < 0.5 + 0.1 * m != random.NextDouble() < 0.05 ? 1 : 0);
        }
        return (benchmark, scores, builder.Build());
    }

    private static double Truth() => 0.6 * 0.95 + 0.4 * 0.05;
}
