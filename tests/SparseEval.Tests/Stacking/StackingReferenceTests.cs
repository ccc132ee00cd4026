using System.Globalization;

namespace SparseEval.Tests.Stacking;

/// <summary>Parts of the stack against tests/reference/stacking.txt (numpy, normal equations and refits without each model).</summary>
public sealed class StackingReferenceTests
{
    private const int Items = 12;
    private const int Models = 7;

    private static readonly StackSources Sources = new(
        [.. Enumerable.Range(0, Items).Select(i => Enumerable.Range(0, Models).Select(m => (i * 37 + m * 53 + i * m * 11) % 17 / 16.0).ToArray())],
        [.. Enumerable.Range(0, Models).Select(m => m * 29 % 13 / 20.0 + 0.2)],
        [.. Enumerable.Range(1, Items).Select(i => i / 78.0)]);

    private static readonly double[] Scores = [.. Enumerable.Range(0, Items).Select(i => i * 41 % 19 / 18.0)];

    [Theory, InlineData("weak", 2), InlineData("strong", 9)]
    public void Calibrated_weights_are_those_of_numpy(string line, int penalty)
    {
        var weights = new CalibratedWeights(Sources).All()[penalty];
        var expected = Line($"calibrated {line}");
        for (var i = 0; i < Items; i++) Assert.Equal(expected[i], weights[i], 9);
        Assert.Equal(1, weights.Sum(), 9);
    }

    [Fact]
    public void The_regression_is_that_of_numpy() => Assert.Equal(Line("regression")[0], new CalibratedWeights(Sources).Regression(Scores), 9);

    [Fact]
    public void The_learner_is_that_of_numpy() => Assert.Equal(Line("learned")[0], new ScoreLearner(Sources).Predict(Scores)[4], 9);

    // The penalty's unit is the whole history's; refits without a model keep it.
    [Fact]
    [Proves(Proof.Exact, "designs/rerandomized", "estimators/stacked")]
    public void Left_out_errors_in_closed_form_are_those_of_refits()
    {
        Assert.Equal(Line("calibrated-left-out")[0], new CalibratedWeights(Sources).LeaveOneOutErrors()[4], 9);
        Assert.Equal(Line("learned-left-out")[0], new ScoreLearner(Sources).LeaveOneOutErrors()[4], 9);
    }

    [Fact]
    public void Mixing_weights_are_the_best_on_the_simplex()
    {
        double[][] errors = [.. Enumerable.Range(0, 40).Select(m => new[] { Math.Sin(m), 0.6 * Math.Cos(m * 1.7) + 0.1, -0.8 * Math.Sin(m) + 0.3 * Math.Cos(3 * m) })];
        var weights = SimplexWeights.Fit(errors);
        Assert.Equal(1, weights.Sum(), 9);
        var least = double.PositiveInfinity;
        for (var a = 0; a <= 100; a++)
            for (var b = 0; b <= 100 - a; b++) least = Math.Min(least, Squares(errors, [a / 100.0, b / 100.0, (100 - a - b) / 100.0]));
        Assert.InRange(Squares(errors, weights), 0, least * 1.005);
    }

    private static double Squares(double[][] errors, double[] weights) => errors.Sum(e => Math.Pow(e.Zip(weights, (x, w) => x * w).Sum(), 2));

    private static double[] Line(string name)
    {
        var path = Path.Combine(SparseEval.TestKit.RepositoryRoot.Folder, "tests", "reference", "stacking.txt");
        var line = File.ReadLines(path).Single(l => l.StartsWith(name + " ", StringComparison.Ordinal));
        return [.. line[(name.Length + 1)..].Split(' ').Select(v => double.Parse(v, CultureInfo.InvariantCulture))];
    }
}
