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

    [Fact]
    public void A_uniform_share_outside_its_range_is_refused() =>
        Assert.Contains("(0, 1]", Assert.Throws<SparseEvalException>(() => new PivotalOptions { UniformShare = 0 }).Message, StringComparison.Ordinal);
}
