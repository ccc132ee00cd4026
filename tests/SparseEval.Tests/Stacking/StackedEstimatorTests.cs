namespace SparseEval.Tests.Stacking;

public sealed class StackedEstimatorTests
{
    private static readonly Benchmark Benchmark = Populations.Benchmark(500);
    private static readonly ResponseMatrix All = Models(180, 31);
    private static readonly ResponseMatrix Past = All.SelectModels([.. Enumerable.Range(0, 140)]);
    private static readonly SamplingFrame Frame = new(Benchmark, Past);

    // Planted: residuals of models that were not left out (the whole history's rules for every model): coverage 90 %.
    [Fact]
    [Proves(Proof.Calibration, "estimators/stacked")]
    public void The_band_holds_for_exchangeable_models_and_is_narrower_than_regressions_interval()
    {
        var (held, bands, width, plain) = (0, 0, 0.0, 0.0);
        for (var seed = 1UL; seed <= 8; seed++)
        {
            var sample = Populations.Draw(Designs.SimpleRandom(), Frame, 50, seed);
            var scores = Rows(140, 180).ConvertAll(r => (IReadOnlyList<double?>)[.. sample.Items.Select(i => (double?)r[i.Index])]);
            var stacked = Estimators.Stacked().EstimateMany(sample, scores, new());
            var regression = Estimators.Regression().EstimateMany(sample, scores, new());
            for (var m = 0; m < 40; m++)
            {
                if (stacked[m].Interval!.Contains(Rows(140, 180)[m].Average())) held++;
                if (stacked[m].Interval!.Kind != "calibrated-band") continue;
                bands++;
                width += stacked[m].Interval!.HalfWidth;
                plain += regression[m].Interval!.HalfWidth;
            }
        }
        Assert.InRange(held / 320.0, 0.91, 0.99);
        Assert.InRange(bands, 200, 320);
        Assert.InRange(width / plain, 0.2, 0.97);
    }

    // Planted: no guard (trust always 1): the band stays.
    [Fact]
    public void A_model_unlike_the_past_ones_falls_back_to_regression()
    {
        var strange = Populations.Row(All, 170).Select(y => 1 - y).ToArray();
        var sample = Populations.Draw(Designs.SimpleRandom(), Frame, 80, 3);
        var estimate = Estimators.Stacked().Estimate(Populations.Score(sample, strange), new());
        Assert.Contains(estimate.Diagnostics, d => d.Code == "SPE0037");
        Assert.NotEqual("calibrated-band", estimate.Interval!.Kind);
        Assert.Equal(Estimators.Regression().Estimate(Populations.Score(sample, strange), new()).Value, estimate.Value, 12);
    }

    [Fact]
    public void Items_without_a_score_are_left_out_of_the_training_too()
    {
        var row = Populations.Row(All, 150);
        var sample = Populations.Draw(Designs.SimpleRandom(), Frame, 60, 4);
        double?[] scores = [.. sample.Items.Select((item, i) => i % 10 == 0 ? (double?)null : row[item.Index])];
        var estimate = Estimators.Stacked().Estimate(new(sample, scores), new());
        Assert.Equal(54, estimate.SampleSize);
        Assert.InRange(Math.Abs(estimate.Value - row.Average()), 0, 0.08);
    }

    // Planted: the first candidate kept: fails.
    [Fact]
    public void Past_models_are_estimated_better_from_a_rerandomized_sample_than_from_single_draws()
    {
        var single = Enumerable.Range(1, 6).Average(s => PastError(Populations.Draw(Designs.SimpleRandom(), Frame, 30, (ulong)s)));
        Assert.InRange(PastError(Populations.Draw(Designs.Rerandomized(Designs.SimpleRandom(), 16), Frame, 30, 5)) / single, 0, 0.93);
    }

    [Fact]
    public void A_rerandomized_sample_gives_a_score_without_an_interval()
    {
        var sample = Populations.Draw(Designs.Rerandomized(Designs.SimpleRandom(), 8), Frame, 30, 5);
        var estimate = Estimators.Stacked().Estimate(Populations.Score(sample, Populations.Row(All, 160)), new());
        Assert.Null(estimate.Interval);
        Assert.Contains(estimate.Diagnostics, d => d.Code == "SPE0045");
    }

    [Fact]
    public void Rerandomization_without_past_models_is_refused() =>
        Assert.Contains("needs a history", Assert.Throws<SparseEvalException>(() => Designs.Rerandomized(Designs.SimpleRandom()).Begin(new(Benchmark), 30, 1)).Message, StringComparison.Ordinal);

    /// <summary>Models with one ability for each of three families, and items that tell much or little about it.</summary>
    private static ResponseMatrix Models(int models, int seed)
    {
        var random = new Random(seed);
        var items = Enumerable.Range(0, 500).Select(i => (Family: Populations.Family(i, 500, 3), Difficulty: 3 * random.NextDouble() - 1.5, Slope: 0.5 + 4 * random.NextDouble())).ToArray();
        var builder = new ResponseMatrixBuilder([.. Enumerable.Range(0, models).Select(m => $"m{m}")], [.. Benchmark.Items.Select(i => i.Id)]);
        for (var m = 0; m < models; m++)
        {
            double[] ability = [.. Enumerable.Range(0, 3).Select(_ => 2.5 * random.NextDouble() - 1.25)];
            for (var i = 0; i < 500; i++)
                builder.Set(m, i, random.NextDouble() < 1 / (1 + Math.Exp(-items[i].Slope * (ability[items[i].Family] - items[i].Difficulty))) ? 1 : 0);
        }
        return builder.Build();
    }

    private static List<double[]> Rows(int from, int to) => [.. Enumerable.Range(from, to - from).Select(m => Populations.Row(All, m))];

    private static double PastError(Sample sample) =>
        StackedEstimator.Train(new DesignedScores(sample, [.. sample.Items.Select(_ => (double?)0)], new())).PreciseError;
}
