namespace SparseEval.Tests;

/// <summary>The regression estimator where the history is odd.</summary>
public sealed class RegressionTests
{
    private static readonly Benchmark Benchmark = Populations.Benchmark(300);
    private static readonly ResponseMatrix History = Populations.History(Benchmark, 21, 8);
    private static readonly double[] Scores = Populations.Row(History, 20);

    private static ResponseMatrix Matrix(int models, Func<int, int, double?> score)
    {
        var builder = new ResponseMatrixBuilder([.. Enumerable.Range(0, models).Select(m => $"x{m}")], [.. Benchmark.Items.Select(i => i.Id)]);
        for (var m = 0; m < models; m++)
            for (var i = 0; i < 300; i++)
                if (score(m, i) is { } s) builder.Set(m, i, s);
        return builder.Build();
    }

    private static Estimate Run(ResponseMatrix? history, double[]? scores = null, int n = 80)
    {
        scores ??= Scores;
        var sample = Populations.Draw(Designs.Stratified("family"), new(Benchmark, history), n, 3);
        return Estimators.Regression().Estimate(Populations.Score(sample, scores), new());
    }

    private static Estimate Mean(double[] scores, int n = 80) =>
        Estimators.Mean().Estimate(Populations.Score(Populations.Draw(Designs.Stratified("family"), new(Benchmark), n, 3), scores), new());

    [Fact]
    public void Past_models_make_the_interval_narrower() =>
        Assert.True(Run(History.SelectModels([.. Enumerable.Range(0, 20)])).Interval!.HalfWidth < 0.9 * Mean(Scores).Interval!.HalfWidth);

    [Fact]
    public void Without_a_history_the_error_names_the_fix() => Assert.Contains("--history", Assert.Throws<SparseEvalException>(() => Run(null)).Message);

    [Fact]
    public void A_constant_history_falls_back_to_the_mean()
    {
        var estimate = Run(Matrix(4, (m, _) => m % 2));
        Assert.Equal(Mean(Scores).Value, estimate.Value, 12);
        Assert.Equal(Mean(Scores).Interval, estimate.Interval);
        Assert.Contains(estimate.Diagnostics, d => d.Code == "SPE0005");
    }

    [Fact]
    public void A_useless_history_is_never_wider_than_the_mean()
    {
        var random = new Random(5);
        var noise = Matrix(30, (_, _) => random.Next(2));
        Assert.True(Run(noise).StandardError <= Mean(Scores).StandardError);
    }

    [Fact]
    public void Identical_past_models_are_as_good_as_one_of_them()
    {
        var one = Run(History.SelectModels([4]));
        var many = Run(Matrix(25, (_, i) => History[4, i]));
        Assert.Equal(one.Value, many.Value, 9);
        Assert.Equal(one.StandardError!.Value, many.StandardError!.Value, 9);
    }

    [Fact]
    public void Missing_history_cells_are_filled_and_counted()
    {
        var gaps = Run(Matrix(20, (m, i) => (m * 31 + i * 17) % 10 == 0 ? null : History[m, i]));
        Assert.Contains("600 of 6000", Assert.Single(gaps.Diagnostics, d => d.Code == "SPE0006").Message);
        Assert.InRange(gaps.Value, Scores.Average() - 0.1, Scores.Average() + 0.1);
        Assert.Contains(Run(Matrix(3, (m, i) => m == 0 || i == 5 ? null : History[m, i])).Diagnostics, d => d.Code == "SPE0006");
    }

    [Fact]
    public void All_right_answers_fall_back_to_an_interval_that_does_not_claim_certainty()
    {
        var estimate = Run(History, [.. Enumerable.Repeat(1.0, 300)]);
        Assert.Equal(1, estimate.Value, 12);
        Assert.InRange(estimate.Interval!.Lower, 0.9, 0.99);
        Assert.Contains(estimate.Diagnostics, d => d.Code == "SPE0004");
    }

    [Fact]
    public void The_estimate_stays_within_what_the_scores_allow()
    {
        var history = Matrix(1, (_, i) => i % 100 == 0 ? 1 : 0);
        var estimate = Run(history, [.. Enumerable.Range(0, 300).Select(i => i % 100 == 0 || i == 77 ? 1.0 : 0)], 150);
        Assert.InRange(estimate.Value, estimate.Interval!.Lower, estimate.Interval.Upper);
        Assert.True(estimate.Interval.Lower >= 0);
    }

    [Fact]
    public void More_items_than_models_and_more_models_than_items_agree_where_they_meet()
    {
        // 80 rows; 79 and 81 columns of which the extra are constant, so the primal and the dual form see the same regressors.
        var primal = Run(Matrix(79, (m, i) => m < 20 ? History[m, i] : 1));
        var dual = Run(Matrix(81, (m, i) => m < 20 ? History[m, i] : 1));
        Assert.Equal(primal.Value, dual.Value, 9);
        Assert.Equal(primal.StandardError!.Value, dual.StandardError!.Value, 9);
    }

    [Fact]
    public void Whole_clusters_are_left_out_together()
    {
        var passages = Populations.Draw(Designs.SimpleRandom(cluster: "passage"), new(Benchmark, History.SelectModels([.. Enumerable.Range(0, 20)])), 120, 3);
        var estimate = Estimators.Regression().Estimate(Populations.Score(passages, Scores), new());
        Assert.InRange(estimate.Value, Scores.Average() - 0.12, Scores.Average() + 0.12);
        Assert.NotNull(estimate.Interval);
    }
}
