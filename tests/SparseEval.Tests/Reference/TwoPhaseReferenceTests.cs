using System.Globalization;

namespace SparseEval.Tests.Reference;

/// <summary>Trusted grades with unequal chances against R's survey; script and output in tests/reference/twophase.*.</summary>
public sealed class TwoPhaseReferenceTests
{
    private static readonly int[] Judged = [0, 2, 5, 9, 10, 12, 13, 17, 22, 28, 30, 31, 35, 38, 41, 44, 47, 50, 53, 58];
    private static readonly int[] Graded = [0, 1, 3, 5, 6, 8, 11, 12, 15, 16, 19];

    private static readonly Dictionary<string, double[]> R = File.ReadLines(Path.Combine(SparseEval.TestKit.RepositoryRoot.Folder, "tests", "reference", "twophase.txt")).Skip(1)
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToDictionary(w => w[0], w => w.Skip(1).Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray());

    // The judge is wrong way round, so that the slope is 0 and the estimate that of the grades alone. The disagreement that is assumed beside those seen is taken out. Seen to fail with the second phase's part not scaled by the first's fraction.
    [Theory, InlineData("simple-random"), InlineData("stratified")]
    public void Value_and_standard_error_equal_R_survey_by_joint_probabilities(string design)
    {
        int[] sizes = design == "stratified" ? [10, 20, 30] : [60];
        var stratum = Array.ConvertAll(Judged, i => design == "stratified" ? i < 10 ? 0 : i < 30 ? 1 : 2 : 0);
        var drawn = sizes.Select((_, h) => stratum.Count(s => s == h)).ToArray();
        var sample = new Sample
        {
            Frame = new(new("sixty", [.. Enumerable.Range(0, 60).Select(i => new Item($"i{i}"))])),
            Design = design,
            Seed = 1,
            Items = [.. Judged.Select((i, k) => new SampledItem(i, stratum[k], (double)drawn[stratum[k]] / sizes[stratum[k]]))],
            Strata = [.. sizes.Select((size, h) => new StratumSample($"s{h}", size, drawn[h]))],
        };
        var estimate = JudgeCorrection.Estimate(new(sample, [.. Judged.Select(i => (double?)(1 - Grade(i)))]), Graded.ToDictionary(k => Judged[k], k => Grade(Judged[k])), null, Graded.ToDictionary(k => Judged[k], Chance));
        var phase = new UnequalPhase([.. Graded.Select(k => sizes[stratum[k]] / 60.0 / drawn[stratum[k]])], [.. Graded.Select(Chance)], 20);
        // R's ratio divides deviations by the number of items that the grades stand for, ours by the number that there are.
        var expanded = phase.Sum([.. Graded.Select(_ => 1.0)]);
        Assert.Equal(R[design][0], estimate.Value, 9);
        Assert.Equal(R[design][1], Math.Sqrt(Math.Pow(estimate.StandardError!.Value, 2) - phase.Unseen) / expanded, 9);
    }

    [Fact]
    public void The_slope_equals_R_lm() => Assert.Equal(R["slope"][0], new UnequalPhase([.. Graded.Select(_ => 0.05)], [.. Graded.Select(Chance)], 20)
        .Slope([.. Graded.Select(k => 1.5 * Grade(Judged[k]) + 0.5 * ((Judged[k] * 5 + 3) % 19) / 18)], [.. Graded.Select(k => Grade(Judged[k]))]), 9);

    private static double Grade(int item) => (item * 37 + 11) % 17 / 16.0;

    private static double Chance(int k) => 0.25 + 0.75 * (k * 7 % 11) / 11;
}
