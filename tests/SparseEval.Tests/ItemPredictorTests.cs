namespace SparseEval.Tests;

/// <summary>A cold start: regression on what is known of items without any model.</summary>
public sealed class ItemPredictorTests
{
    private static readonly Benchmark Items = new("cold", [.. Enumerable.Range(0, 600).Select(i => new Item($"i{i:000}", new string('x', 10 + i % 97), "a", fields: new Dictionary<string, string>
    {
        ["family"] = $"f{i % 5}", ["serial"] = $"{i}",
    }))]);

    [Fact]
    public void Fields_and_lengths_become_columns_and_serial_numbers_do_not()
    {
        var predictors = ItemPredictors.Of(Items)!;
        Assert.Equal(["rank(prompt length)", "rank(words)", "rank(digits)"], predictors.Models.Where(name => name.StartsWith("rank", StringComparison.Ordinal)).Except(["rank(words)", "rank(digits)"]).Concat(["rank(words)", "rank(digits)"]));
        Assert.Equal(5, predictors.Models.Count(name => name.StartsWith("family=", StringComparison.Ordinal)));
        Assert.DoesNotContain(predictors.Models, name => name.StartsWith("serial", StringComparison.Ordinal));
        Assert.Null(ItemPredictors.Of(new("same", [.. Enumerable.Range(0, 5).Select(i => new Item($"i{i}", "p", "a"))])));
    }

    // Planted: the predictors' totals 1.3 times too large: coverage 91.8 %.
    [Fact]
    public void Intervals_are_narrower_and_hold_where_fields_tell_hard_from_easy()
    {
        var random = new Random(5);
        var scores = Items.Items.Select(item => random.NextDouble() < 0.1 + 0.2 * (item["family"][1] - '0') ? 1.0 : 0.0).ToArray();
        var (frame, plain) = (new SamplingFrame(Items) { Predictors = ItemPredictors.Of(Items) }, new SamplingFrame(Items));
        var (covered, width, widthPlain) = (0, 0.0, 0.0);
        for (var seed = 0UL; seed < 500; seed++)
        {
            var (cold, mean) = (Estimate(frame, Estimators.Regression(), scores, seed), Estimate(plain, Estimators.Mean(), scores, seed));
            if (cold.Interval!.Contains(scores.Average())) covered++;
            width += cold.Interval.HalfWidth;
            widthPlain += mean.Interval!.HalfWidth;
        }
        Assert.InRange(covered / 500.0, 0.925, 0.985);
        Assert.InRange(width / widthPlain, 0.5, 0.92);
    }

    [Fact]
    public void Predictors_are_no_past_models()
    {
        var frame = new SamplingFrame(Items) { Predictors = ItemPredictors.Of(Items) };
        var forecast = HalfWidthForecast.Of(new() { Frame = frame, Design = Designs.SimpleRandom(), Estimator = Estimators.Mean(), Seed = 1 }, 100);
        Assert.Equal(0, forecast.Models);
        Assert.Throws<SparseEvalException>(() => Estimate(frame, Estimators.GpIrt(), new double[600], 1));
    }

    private static Estimate Estimate(SamplingFrame frame, IEstimator estimator, double[] scores, ulong seed)
    {
        var sample = OneShotPass.SampleOf(Designs.SimpleRandom(), frame, 120, seed);
        return estimator.Estimate(new(sample, [.. sample.Items.Select(i => (double?)scores[i.Index])]), new());
    }
}
