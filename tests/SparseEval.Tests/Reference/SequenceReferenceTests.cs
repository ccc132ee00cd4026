using System.Globalization;
using MathNet.Numerics.Distributions;

namespace SparseEval.Tests.Reference;

/// <summary>Ends and constants that numpy and scipy give from the published formulae (tests/reference/betting.py), which for the constants are the published ones.</summary>
public sealed class SequenceReferenceTests
{
    private static readonly string[][] Lines = [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "betting.txt")).Select(l => l.Split(' '))];

    public static TheoryData<string, int, double, double> Ends()
    {
        var data = new TheoryData<string, int, double, double>();
        foreach (var w in Lines.Where(w => w.Length == 4)) data.Add(w[0], int.Parse(w[1]), Number(w[2]), Number(w[3]));
        return data;
    }

    [Theory, MemberData(nameof(Ends))]
    [Proves(Proof.Exact, "sequences/betting", "sequences/betting-predictions", "sequences/empirical-bernstein")]
    public void Ends_equal_those_of_numpy_by_trying_every_candidate(string line, int t, double lower, double upper)
    {
        var (kind, stream) = (line.Split('-')[0], line.Split('-')[1]);
        var sequence = kind switch
        {
            "akelly" => ConfidenceSequences.Betting(),
            "hedged" => ConfidenceSequences.Betting(new() { Hedged = true }),
            "predmix" => ConfidenceSequences.Betting(new() { Bets = Bets.PredictableMixture }),
            _ => ConfidenceSequences.EmpiricalBernstein(),
        };
        var benchmark = new Benchmark("sixty", [.. Enumerable.Range(0, 60).Select(i => new Item($"i{i}"))]);
        var run = sequence.Begin(new() { Frame = new(benchmark) });
        for (var i = 0; i < t; i++) run.Add(i, stream == "binary" ? (i * 37 + 11) % 17 < 9 ? 1 : 0 : (i * 29 + 5) % 23 / 23.0);
        // A candidate was tried every 0.0001; ours are the rejected values beside the kept ones, to a millionth.
        var tolerance = kind == "bernstein" ? 1e-8 : 1.1e-4;
        Assert.InRange(run.Interval.Lower, lower - tolerance, lower + 1e-8);
        Assert.InRange(run.Interval.Upper, upper - 1e-8, upper + tolerance);
    }

    [Theory, InlineData("obrien-fleming-5", 2.0401), InlineData("pocock-5", 2.4132)]
    public void Five_looks_have_the_published_constants(string line, double published)
    {
        var (low, high) = (1.5, 3.0);
        while (high - low > 1e-6)
            if (Crossing(line.StartsWith("obrien", StringComparison.Ordinal), (low + high) / 2) > 0.05) low = (low + high) / 2;
            else high = (low + high) / 2;
        Assert.Equal(published, low, 3);
        Assert.Equal(Number(Lines.Single(w => w[0] == line)[1]), low, 3);
    }

    [Fact]
    [Proves(Proof.Exact, "sequences/group-sequential")]
    public void Lan_DeMets_boundary_of_five_looks_equals_that_of_scipy()
    {
        var expected = Lines.Single(w => w[0] == "lan-demets-5").Skip(1).Select(Number).ToArray();
        var (boundary, spent) = (new SequentialBoundary(), 0.0);
        for (var k = 1; k <= 5; k++)
        {
            var now = Spending.OBrienFleming.Spent(k / 5.0, 0.05);
            var critical = boundary.Critical(k / 5.0, now - spent);
            Assert.Equal(expected[k - 1], critical, 3);
            boundary.Pass(k / 5.0, critical);
            spent = now;
        }
        Assert.Equal(0.05, spent, 12);
    }

    [Fact]
    public void Many_close_looks_spend_what_they_are_asked_to()
    {
        var (boundary, total, information) = (new SequentialBoundary(), 0.0, 1.0);
        for (var k = 0; k < 30; k++, information *= k % 3 == 0 ? 1.02 : 1.15)
        {
            var critical = boundary.Critical(information, 0.001);
            total += boundary.Crossing(information, critical);
            boundary.Pass(information, critical);
        }
        Assert.Equal(0.03, total, 5);
        // Whatever is left inside is what was not spent.
        Assert.Equal(0.97 - 2 * Normal.CDF(0, 1, -8), 1 - total, 3);
    }

    private static double Crossing(bool shrinking, double constant)
    {
        var (boundary, total) = (new SequentialBoundary(), 0.0);
        for (var k = 1; k <= 5; k++)
        {
            var critical = constant * (shrinking ? Math.Sqrt(5.0 / k) : 1);
            total += boundary.Crossing(k, critical);
            boundary.Pass(k, critical);
        }
        return total;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
