using System.Globalization;

namespace SparseEval.Tests.Reference;

/// <summary>Plain interval formulas against R; script and output in tests/reference.</summary>
public sealed class SimpleIntervalTests
{
    private static readonly double[] Scores = [0.1, 0.9, 0.4, 0.4, 1, 0, 0.3, 0.75, 0.2, 0.65];

    private static readonly Dictionary<string, double[]> Numbers = File.ReadLines(Path.Combine(SparseEval.TestKit.RepositoryRoot.Folder, "tests", "reference", "simple_intervals.txt"))
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToDictionary(w => w[0], w => w.Skip(1).Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray());

    private static IntervalInput Ten => new()
    {
        Value = Scores.Average(),
        StandardError = Math.Sqrt(Numbers["bootstrap-variance-10-of-40"][0]),
        DegreesOfFreedom = 9,
        SampleSize = 10,
        PopulationSize = 40,
        EffectiveSize = 10 / 0.75,
        LowerBound = 0,
        UpperBound = 1,
        Sample = new() { Scores = Scores, Contributions = [.. Scores.Select(y => (y - Scores.Average()) / 10)], Strata = new int[10], Fractions = [0.25] },
    };

    // Seen to fail with c / 4 in place of c / 2 in the centre.
    [Fact, Proves(Proof.Exact, "intervals/wilson")]
    public void Wilson_equals_R_prop_test()
    {
        var input = Ten with { Value = 0.3, StandardError = Math.Sqrt(0.3 * 0.7 / 50), DegreesOfFreedom = double.PositiveInfinity, SampleSize = 50, EffectiveSize = 50 };
        Ends("wilson-15-of-50", Intervals.Wilson().Interval(input, 0.95));
    }

    [Fact, Proves(Proof.Exact, "intervals/wald-t")]
    public void Wald_t_equals_R() => Ends("wald-t-10-of-40", Intervals.WaldT().Interval(Ten, 0.95));

    // Seen to fail with c / 4 in place of c / 2 in the centre.
    [Fact, Proves(Proof.Exact, "intervals/graded")]
    public void Graded_ends_solve_their_equation_in_R() => Ends("graded-10-of-40", Intervals.Graded().Interval(Ten, 0.95));

    // Seen to fail with n - 1 in place of n in the deviation.
    [Fact, Proves(Proof.Exact, "intervals/empirical-bernstein")]
    public void Empirical_Bernstein_is_the_theorems_formula_in_R()
    {
        var half = Numbers["empirical-bernstein-half-10-of-40"][0];
        var interval = Intervals.EmpiricalBernstein().Interval(Ten with { LowerBound = -9, UpperBound = 9 }, 0.95);
        Assert.Equal(Scores.Average() - half, interval.Lower, 9);
        Assert.Equal(Scores.Average() + half, interval.Upper, 9);
    }

    // All 64 resamples of 3 from 4. Seen to fail with the rescaling by 1 - f in place of its root.
    [Fact, Proves(Proof.Exact, "intervals/bootstrap")]
    public void Studentised_replicates_are_those_of_all_resamples()
    {
        double[] units = [0.12, -0.05, -0.1, 0.03];
        var sample = new IntervalSample { Scores = [1, 0.3, 0.1, 0.6], Contributions = units, Strata = new int[4], Fractions = [0.25] };
        var all = (from a in units from b in units from c in units select Studentised([a, b, c])).Where(Spread).ToList();
        var drawn = new BootstrapInterval(30_000, 3).Errors(sample).Where(Spread).ToList();
        Assert.All(drawn.Distinct(), e => Assert.Contains(all, x => Math.Abs(x - e) < 1e-9 * (1 + Math.Abs(x))));
        foreach (var end in new[] { -2.0, -0.5, 0.5, 2 }) Assert.Equal(all.Average(e => e < end ? 1.0 : 0), drawn.Average(e => e < end ? 1.0 : 0), 0.012);

        static bool Spread(double error) => Math.Abs(error) < 1e6;

        static double Studentised(double[] u) => Math.Sqrt(0.75) * 4 / 3 * u.Sum() / Math.Sqrt(0.75 * 4 / 3 * 4 / 2 * u.Sum(x => Math.Pow(x - u.Average(), 2)));
    }

    private static void Ends(string line, ConfidenceInterval interval)
    {
        Assert.Equal(Numbers[line][0], interval.Lower, 8);
        Assert.Equal(Numbers[line][1], interval.Upper, 8);
    }
}
