namespace SparseEval.Tests.HistoryModels;

/// <summary>What every history model of the catalog must keep.</summary>
public sealed class HistoryModelContractTests
{
    private static readonly Benchmark Benchmark = Populations.Benchmark(150);
    private static readonly ResponseMatrix History = Populations.History(Benchmark, 40, seed: 3);
    private static readonly int[] Observed = [.. Enumerable.Range(0, 30).Select(i => 5 * i)];

    public static TheoryData<string> Members() => [.. SparseEval.HistoryModels.All.Keys];

    private static FittedHistoryModel Fit(string model, ResponseMatrix history, HistoryModelOptions? options = null) => SparseEval.HistoryModels.Parse(model, options).Fit(history);

    [Theory, MemberData(nameof(Members))]
    public void The_fit_does_not_depend_on_the_number_of_threads(string model)
    {
        var (one, many) = (Fit(model, Holed(History), new() { Threads = 1 }), Fit(model, Holed(History), new() { Threads = 5 }));
        Assert.Equal(one.Name, many.Name);
        for (var i = 0; i < one.Count; i++)
        {
            Assert.Equal(one.Mean(i), many.Mean(i));
            Assert.True(one.Loadings(i).SequenceEqual(many.Loadings(i)));
        }
    }

    [Theory, MemberData(nameof(Members))]
    public void Predictions_are_scores_and_better_than_the_items_means(string model)
    {
        var fit = Fit(model, History.SelectModels([.. Enumerable.Range(0, 30)]));
        var (predicted, plain) = (0.0, 0.0);
        for (var m = 30; m < 40; m++)
        {
            var row = Populations.Row(History, m);
            var all = Predict(fit, Array.ConvertAll(Observed, i => row[i]));
            Assert.All(all, p => Assert.InRange(p, 0, 1));
            predicted += row.Zip(all, (y, p) => (y - p) * (y - p)).Sum();
            plain += row.Select((y, i) => Math.Pow(y - fit.Mean(i), 2)).Sum();
        }
        Assert.True(predicted < 0.9 * plain, $"{predicted} against {plain}");
    }

    [Theory, MemberData(nameof(Members))]
    public void Nothing_observed_gives_the_average_model_and_everything_observed_the_exact_score(string model)
    {
        var fit = Fit(model, History);
        var none = fit.Infer([], []);
        Assert.True(none.Factors.ToArray().All(z => z == 0));
        Assert.Equal(0, none.PatternDistance, 12);
        var row = Populations.Row(History, 0);
        var all = fit.Infer([.. Enumerable.Range(0, 150)], row).FullScore();
        Assert.Equal(row.Average(), all.Value, 12);
        Assert.Equal(0, all.StandardDeviation, 12);
    }

    [Theory, MemberData(nameof(Members))]
    public void One_conditioning_serves_many_models(string model)
    {
        var fit = Fit(model, History);
        var shared = fit.Condition(Observed);
        foreach (var m in new[] { 3, 17 })
        {
            var scores = Array.ConvertAll(Observed, i => Populations.Row(History, m)[i]);
            Assert.Equal(fit.Infer(Observed, scores).FullScore(), shared.Infer(scores).FullScore());
        }
    }

    [Theory, MemberData(nameof(Members))]
    public void Unseen_and_constant_items_get_a_mean_and_no_loading_and_are_named(string model)
    {
        var builder = new ResponseMatrixBuilder(History.Models, History.ItemIds);
        for (var m = 0; m < 40; m++)
            for (var i = 1; i < 150; i++) builder.Set(m, i, i == 7 ? 1 : History[m, i]!.Value);
        var fit = Fit(model, builder.Build());
        Assert.True(fit.Mean(7) > 0.95);
        Assert.InRange(fit.Mean(0), 0.2, 0.8);
        foreach (var item in new[] { 0, 7 }) Assert.All(fit.Loadings(item).ToArray(), v => Assert.Equal(0, v, 0.1));
        Assert.Contains(fit.Diagnostics, d => d.Code == "SPE0021" && d.Message.Contains("on 2 of 150", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Members))]
    public void Twins_are_named_and_a_history_of_one_model_or_without_scores_is_refused(string model)
    {
        var twins = Rename(History.SelectModels([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 3]));
        Assert.Contains(Fit(model, twins).Diagnostics, d => d.Code == "SPE0020" && d.Message.Contains("'t10' of 't3'", StringComparison.Ordinal));
        Assert.Contains("at least 3 models", Assert.Throws<SparseEvalException>(() => Fit(model, History.SelectModels([0]))).Message);
        Assert.Contains("no score at all", Assert.Throws<SparseEvalException>(() => Fit(model, new ResponseMatrixBuilder(["a", "b", "c"], ["x", "y"]).Build())).Message);
        Assert.Equal(0, Fit(model, Rename(History.SelectModels([0, 0, 0, 0]))).Rank);
    }

    [Theory, MemberData(nameof(Members))]
    public void Graded_scores_and_missing_cells_are_taken(string model)
    {
        var builder = new ResponseMatrixBuilder(History.Models, History.ItemIds);
        for (var m = 0; m < 40; m++)
            for (var i = 0; i < 150; i++)
                if ((m * 31 + i * 17) % 10 > 0) builder.Set(m, i, 0.2 + 0.6 * History[m, i]!.Value);
        var fit = Fit(model, builder.Build());
        var all = Predict(fit, Array.ConvertAll(Observed, i => 0.2 + 0.6 * Populations.Row(History, 0)[i]));
        Assert.All(all, p => Assert.InRange(p, 0.1, 0.9));
    }

    [Fact]
    public void Bad_observations_are_refused()
    {
        var fit = Fit("gaussian-factor", History);
        Assert.Contains("not in the history", Assert.Throws<SparseEvalException>(() => fit.Condition([150])).Message);
        Assert.Contains("twice", Assert.Throws<SparseEvalException>(() => fit.Condition([1, 1])).Message);
        Assert.Contains("2 scores", Assert.Throws<SparseEvalException>(() => fit.Infer([1], [0, 1])).Message);
        Assert.Contains("[0, 1]", Assert.Throws<SparseEvalException>(() => fit.Infer([1], [1.5])).Message);
    }

    private static double[] Predict(FittedHistoryModel fit, double[] scores)
    {
        var all = new double[fit.Count];
        fit.Infer(Observed, scores).Predict(all);
        return all;
    }

    private static ResponseMatrix Holed(ResponseMatrix history)
    {
        var builder = new ResponseMatrixBuilder(history.Models, history.ItemIds);
        for (var m = 0; m < history.Models.Count; m++)
            for (var i = 0; i < history.ItemIds.Count; i++)
                if ((m * 31 + i * 17) % 23 > 0) builder.Set(m, i, history[m, i]!.Value);
        return builder.Build();
    }

    private static ResponseMatrix Rename(ResponseMatrix history)
    {
        var builder = new ResponseMatrixBuilder([.. history.Models.Select((_, m) => $"t{m}")], history.ItemIds);
        for (var m = 0; m < history.Models.Count; m++)
            for (var i = 0; i < history.ItemIds.Count; i++) builder.Set(m, i, history[m, i]!.Value);
        return builder.Build();
    }
}
