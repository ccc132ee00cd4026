using System.Globalization;

namespace SparseEval.Tests.Reference;

/// <summary>Numbers that R's packages sampling and survey give for unequal probabilities on the same 60 items; script and output in tests/reference.</summary>
public sealed class SamplingTests
{
    internal static readonly int[] Pick = [0, 2, 5, 9, 10, 12, 13, 17, 22, 28, 30, 31, 35, 38, 41, 44, 47, 50, 53, 58];
    internal static readonly Dictionary<string, double[]> Numbers = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "sampling.txt")).Skip(1)
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .ToDictionary(parts => parts[0], parts => parts[1..].Select(p => double.Parse(p, CultureInfo.InvariantCulture)).ToArray());

    private static readonly SamplingFrame Frame = new(new Benchmark("sixty", [.. Enumerable.Range(0, 60).Select(i => new Item($"i{i}"))]));

    private static double Graded(int i) => (i * 29 + 5) % 23 / 23.0;

    internal static Estimate Estimate(DesignVariance rule) => Estimators.Mean().Estimate(new(new()
    {
        Frame = Frame,
        Design = "as in R",
        Seed = 0,
        Items = [.. Pick.Select(i => new SampledItem(i, 0, Numbers["pik"][i]))],
        Strata = [new("all", 60, 20)],
        Variance = rule,
    }, [.. Pick.Select(i => (double?)Graded(i))]), new());

    [Fact]
    public void Hajek_mean_with_Devilles_variance_equals_R_sampling_varest() => Matches("deville", Estimate(new ResidualVariance()));

    [Fact]
    public void Residuals_on_balancing_variables_equal_R_lm() => Matches("balanced", Estimate(new ResidualVariance(
        [.. Pick.Select(i => new[] { Numbers["pik"][i], i % 3 == 0 ? 1.0 : 0, (i * 7 + 1) % 11 })])));

    private static void Matches(string line, Estimate estimate)
    {
        Assert.Equal(Numbers[line][0], estimate.Value, 10);
        Assert.Equal(Numbers[line][1], estimate.StandardError!.Value, 10);
    }
}
