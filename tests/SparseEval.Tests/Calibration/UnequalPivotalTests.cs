namespace SparseEval.Tests.Calibration;

/// <summary>The pivotal design with unequal probabilities, on which <see cref="AutoMethod"/> rests.</summary>
public sealed class UnequalPivotalTests
{
    private static readonly Benchmark Benchmark = Populations.Benchmark(240);
    private static readonly ResponseMatrix All = Populations.History(Benchmark, 34, 71);
    private static readonly SamplingFrame Frame = new(Benchmark, All.SelectModels([.. Enumerable.Range(0, 30)]));
    private static readonly ISamplingDesign Design = Designs.Pivotal(new() { UniformShare = 0.5 });

    [Fact]
    public void Items_are_drawn_as_often_as_their_probabilities_say()
    {
        const int draws = 1200;
        var (drawn, said) = (new int[240], new double[240]);
        for (var s = 0; s < draws; s++)
            foreach (var item in Populations.Draw(Design, Frame, 60, (ulong)s).Items) (drawn[item.Index], said[item.Index]) = (drawn[item.Index] + 1, item.InclusionProbability);
        for (var i = 0; i < 240; i++) Assert.Equal(said[i], drawn[i] / (double)draws, 5 * Math.Sqrt(said[i] * (1 - said[i]) / draws) + 1e-9);
        Assert.Equal(60, said.Sum(), 6);
        Assert.InRange(said.Max() / said.Min(), 1.3, 4);
    }

    // Planted: half the standard error of residuals: coverage 70 %.
    [Fact]
    public void Regressions_interval_holds_and_is_not_too_wide()
    {
        var (held, all) = (0, 0);
        for (var m = 30; m < 34; m++)
        {
            var row = Populations.Row(All, m);
            for (var seed = 0UL; seed < 200; seed++, all++)
                if (Estimators.Regression().Estimate(Populations.Score(Populations.Draw(Design, Frame, 96, seed), row), new()).Interval!.Contains(row.Average())) held++;
        }
        Assert.InRange(held / (double)all, 0.93, 0.975);
    }

    // Items that are easy for all past models are drawn rarely. Planted: an effective size of n / (1 - n/N), each item counting as one: 93.8 %.
    [Fact]
    public void Intervals_hold_for_models_that_past_ones_do_not_foretell()
    {
        const int draws = 800;
        var (random, benchmark) = (new Random(3), Populations.Benchmark(400));
        double[] difficulty = [.. Enumerable.Range(0, 400).Select(i => i % 2 == 0 ? -3.5 : 3 * random.NextDouble() - 1.5)];
        var builder = new ResponseMatrixBuilder([.. Enumerable.Range(0, 40).Select(m => $"m{m}")], [.. benchmark.Items.Select(i => i.Id)]);
        for (var m = 0; m < 40; m++)
            for (var i = 0; i < 400; i++) builder.Set(m, i, random.NextDouble() < 1 / (1 + Math.Exp(1.5 * (difficulty[i] - 3 * m / 40.0 + 1))) ? 1 : 0);
        var frame = new SamplingFrame(benchmark, builder.Build());
        double[][] models = [.. Enumerable.Range(0, 8).Select(m => Enumerable.Range(0, 400).Select(i => random.NextDouble() < (m % 2 == 0 ? 0.97 : i % 2 == 0 ? 0.06 : 0) ? 1.0 : 0).ToArray())];
        var held = new bool[draws];
        Parallel.For(0, draws, s =>
        {
            var sample = Populations.Draw(Designs.Pivotal(new() { UniformShare = 0.3 }), frame, 120, (ulong)s);
            held[s] = Estimators.Mean().Estimate(Populations.Score(sample, models[s % 8]), new()).Interval!.Contains(models[s % 8].Average());
        });
        Assert.InRange(held.Average(h => h ? 1.0 : 0), 0.945, 0.985);
    }

    [Fact]
    public void A_uniform_share_outside_its_range_is_refused() =>
        Assert.Contains("(0, 1]", Assert.Throws<SparseEvalException>(() => new PivotalOptions { UniformShare = 0 }).Message, StringComparison.Ordinal);
}
