using System.Globalization;

namespace SparseEval.Tests;

/// <summary>A program that runs where 0.5 is written 0,5 gets the same messages, names and hashes. Seen to fail (both, all 14 messages) with texts put together by the culture of the thread.</summary>
public sealed class ForeignCultureTests : IDisposable
{
    private readonly CultureInfo _before = CultureInfo.CurrentCulture;

    public ForeignCultureTests() => CultureInfo.CurrentCulture = German();

    public void Dispose() => CultureInfo.CurrentCulture = _before;

    private static CultureInfo German()
    {
        var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        german.NumberFormat = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = ".", PercentDecimalSeparator = ",", PercentGroupSeparator = "." };
        return german;
    }

    private static readonly SamplingFrame Frame = new(Populations.Benchmark(40), Populations.History(Populations.Benchmark(40), 12, 3));

    private static Sample Draw() => Populations.Draw(Designs.SimpleRandom(), Frame, 10, 1);

    private static readonly (string Number, Action Wrong)[] Errors =
    [
        ("score 1.5", () => _ = new ScoredSample(Draw(), [.. Enumerable.Repeat((double?)1.5, 10)])),
        ("1.5 in an epoch", () => ScoredSample.OfEpochs(Draw(), [.. Enumerable.Repeat((IReadOnlyList<double?>)[1.5], 10)])),
        ("Confidence 1.5", () => AutoMethod.Choose(Frame, 10, new() { Confidence = 1.5 })),
        ("1.25", () => Designs.Active(1.25)),
        ("1.25", () => GateCriterion.Threshold(1.25)),
        ("1.25", () => GateCriterion.MaxDrop(1.25)),
        ("-0.25", () => GateCriterion.MaxRelativeDrop(-0.25)),
        ("1.25", () => StoppingRules.HalfWidth(1.25)),
        ("1.25", () => StoppingRules.Threshold(1.25)),
        ("-0.25", () => StoppingRules.Baseline(-0.25)),
        ("1.25", () => BacktestBudget.OfShare(1.25)),
        ("1.25", () => Designs.Unequal(new() { UniformShare = 1.25 })),
        ("1.25", () => Designs.Pivotal(new() { UniformShare = 1.25 })),
        ("0.125", () => Estimators.Mean().Estimate(Populations.Score(Draw(), [.. Enumerable.Repeat(0.5, 40)]), new() { Confidence = -0.125 })),
    ];

    [Fact]
    public void Numbers_in_errors_have_a_point() => Assert.All(Errors, error => Assert.Contains(error.Number, Assert.Throws<SparseEvalException>(error.Wrong).Message, StringComparison.Ordinal));

    [Fact]
    public void Names_and_texts_are_those_of_every_culture()
    {
        Assert.Contains("uniform 0.25", Designs.Active(0.25).Name, StringComparison.Ordinal);
        Assert.Equal("12.5%", BacktestBudget.OfShare(0.125).ToString());
        var (sample, row) = (Draw(), Populations.Row(Frame.History!, 1));
        Assert.DoesNotMatch("[0-9],[0-9]", Estimators.Regression().Estimate(Populations.Score(sample, row), new()).ToString());
    }
}
