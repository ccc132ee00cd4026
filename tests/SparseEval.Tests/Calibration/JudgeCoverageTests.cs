namespace SparseEval.Tests.Calibration;

/// <summary>Coverage of corrected judges, two-sided, at nominal 95 %.</summary>
public sealed class JudgeCoverageTests
{
    // Planted: second phase left out of the values: 680 of 800 at 100 judged; its finite population correction taken as the first's: 681 at 300 judged; no unseen disagreement: 708 at 1600 judged.
    [Theory]
    [InlineData(400, 300, 60, 0.2)]
    [InlineData(400, 100, 40, 0.2)]
    [InlineData(2000, 400, 50, 0.03)]
    [InlineData(2000, 400, 50, 0.0)]
    [InlineData(2000, 1600, 50, 0.05)]
    [InlineData(300, 300, 60, 0.2)]
    public void A_corrected_judge_covers_the_trusted_full_score(int all, int judged, int trusted, double wrong)
    {
        var (benchmark, truth, judge) = JudgeCorrectionTests.Population(all, 7, wrong);
        var frame = new SamplingFrame(benchmark);
        var covered = 0;
        const int Draws = 800;
        for (var seed = 0; seed < Draws; seed++)
        {
            var sample = OneShotPass.SampleOf(Designs.Stratified("family"), frame, judged, (ulong)seed);
            var second = JudgeCorrection.Choose(sample, trusted, (ulong)seed);
            var estimate = JudgeCorrection.Estimate(new(sample, [.. sample.Items.Select(i => (double?)judge[i.Index])]), second.ToDictionary(i => i, i => truth[i]));
            if (estimate.Interval!.Contains(truth.Average())) covered++;
        }
        Assert.True(covered / (double)Draws is >= 0.93 and <= 0.995, $"{covered} of {Draws} covered");
    }
}
