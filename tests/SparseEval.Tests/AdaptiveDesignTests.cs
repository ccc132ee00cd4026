namespace SparseEval.Tests;

/// <summary>The adaptive design follows the ability.</summary>
public sealed class AdaptiveDesignTests
{
    private static readonly Benchmark Benchmark = Populations.Benchmark(200);
    private static readonly ResponseMatrix History = Populations.History(Benchmark, 80, seed: 5);
    private static readonly SamplingFrame Frame = new(Benchmark, History);
    private static readonly double[] Easy = [.. Enumerable.Range(0, 200).Select(i => Enumerable.Range(0, 80).Average(m => History[m, i]!.Value))];

    private static double Ease(Func<int, double?> score) => Populations.Draw(Designs.Adaptive(), Frame, 40, 2, score).Items.Average(i => Easy[i.Index]);

    // Seen to fail with items of least information.
    [Fact]
    public void A_strong_model_gets_harder_items_than_a_weak_one() => Assert.True(Ease(_ => 1) < Ease(_ => 0) - 0.15, $"{Ease(_ => 1)} against {Ease(_ => 0)}");

    [Fact]
    public void Ability_is_known_better_than_from_random_items()
    {
        var row = Populations.Row(History, 7);
        var fit = SparseEval.HistoryModels.TwoParameter().Fit(History);
        double Variance(ISamplingDesign design)
        {
            int[] items = [.. Populations.Draw(design, Frame, 32, 3, i => row[i]).Items.Select(i => i.Index)];
            return fit.Infer(items, Array.ConvertAll(items, i => row[i])).Covariance[0];
        }
        Assert.True(Variance(Designs.Adaptive()) < 0.85 * Variance(Designs.SimpleRandom()));
    }

    [Fact]
    public void It_stops_at_the_wanted_error_and_goes_on_without_failed_items()
    {
        var stopped = Populations.Draw(Designs.Adaptive(new() { AbilityError = 0.45 }), Frame, 150, 3, i => Populations.Row(History, 7)[i]);
        Assert.InRange(stopped.Count, 4, 100);
        var pass = Designs.Adaptive().Begin(Frame, 20, 1);
        var soFar = new Dictionary<int, double?>();
        while (pass.TryNext(soFar, out var items))
            foreach (var i in items) soFar.Add(i, null);
        Assert.Equal(20, pass.Sample.Count);
        Assert.Contains("needs past models", Assert.Throws<SparseEvalException>(() => Designs.Adaptive().Begin(new(Benchmark), 20, 1)).Message);
    }
}
