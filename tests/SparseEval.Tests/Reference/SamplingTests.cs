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

    [Theory, InlineData("pik"), InlineData("pik-take-all")]
    public void Probabilities_proportional_to_size_equal_R_inclusionprobabilities(string line)
    {
        double[] last = line == "pik" ? [Size(57), Size(58), Size(59)] : [200, 300, 400];
        var found = InclusionProbabilities.ProportionalTo([.. Enumerable.Range(0, 57).Select(Size), .. last], 20);
        Assert.Equal(20, found.Sum(), 10);
        for (var i = 0; i < 60; i++) Assert.Equal(Numbers[line][i], found[i], 10);
    }

    [Theory, InlineData("sampford"), InlineData("maxentropy")]
    public void Exact_joint_probabilities_equal_R_UPsampfordpi2_and_UPmaxentropypi2(string line)
    {
        var all = Joint(line, Numbers["pik"], 20, [.. Enumerable.Range(0, 60)]);
        for (var j = 1; j <= 10; j++) Assert.Equal(Numbers[$"{line}-joint"][j - 1], all[j][0], 6);
        double[] tiny = [0.15, 0.3, 0.45, 0.5, 0.7, 0.9];
        var pairs = Joint(line, tiny, 3, [.. Enumerable.Range(0, 6)]);
        var expected = Numbers[$"tiny-{line}"];
        for (var (j, k) = (1, 0); j < 6; j++)
            for (var i = 0; i < j; i++) Assert.Equal(expected[k++], pairs[j][i], 5);
    }

    [Theory, InlineData("sampford"), InlineData("maxentropy")]
    public void Sen_Yates_Grundy_equals_R_survey_with_those_joint_probabilities(string line)
    {
        var estimate = Estimate(new JointVariance(Joint(line, Numbers["pik"], 20, Pick)));
        Assert.Equal(Numbers[line][0], estimate.Value, 10);
        Assert.Equal(Numbers[line][1], estimate.StandardError!.Value, 5);
    }

    private static double Size(int i) => 1 + (i * 13 + 3) % 19;

    private static double[][] Joint(string line, double[] pi, int size, int[] items) => line == "sampford" ? JointProbabilities.Sampford(pi, size, items)
        : JointProbabilities.ConditionalPoisson(ConditionalPoisson.Working(pi, size), size, items);

    private static void Matches(string line, Estimate estimate)
    {
        Assert.Equal(Numbers[line][0], estimate.Value, 10);
        Assert.Equal(Numbers[line][1], estimate.StandardError!.Value, 10);
    }
}
