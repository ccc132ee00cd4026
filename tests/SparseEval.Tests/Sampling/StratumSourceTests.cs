namespace SparseEval.Tests.Sampling;

public sealed class StratumSourceTests
{
    private static readonly Benchmark Benchmark = Populations.Benchmark(120);
    private static readonly ResponseMatrix History = Populations.History(Benchmark, 30, 6);

    // Seen to fail with the easiest first.
    [Fact]
    public void Bins_of_predicted_difficulty_are_of_equal_size_and_in_order()
    {
        var labels = StratumLabels.Of(new(Benchmark, History), "predicted-difficulty:4");
        Assert.Equal([30, 30, 30, 30], labels.CountBy(l => l).Select(c => c.Value));
        var means = HistoryTotals.Of(History).ItemMeans;
        var byLabel = labels.Zip(means).GroupBy(x => x.First).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        foreach (var (low, high) in byLabel.Zip(byLabel.Skip(1))) Assert.True(low.Max(x => x.Second) <= high.Min(x => x.Second));
    }

    // Two kinds of items on which two halves of the models do well.
    [Fact]
    public void Groups_of_the_history_find_items_that_past_models_answer_alike()
    {
        var random = new Random(2);
        var builder = new ResponseMatrixBuilder([.. Enumerable.Range(0, 24).Select(m => $"m{m}")], [.. Benchmark.Items.Select(i => i.Id)]);
        for (var m = 0; m < 24; m++)
            for (var i = 0; i < 120; i++) builder.Set(m, i, random.NextDouble() < (i % 2 == m % 2 ? 0.95 : 0.05) ? 1 : 0);
        var labels = StratumLabels.Of(new(Benchmark, builder.Build()), "history-groups:2");
        Assert.All(Enumerable.Range(0, 118), i => Assert.Equal(labels[i], labels[i + 2]));
        Assert.NotEqual(labels[0], labels[1]);
    }

    [Fact]
    public void A_stratified_sample_crosses_them_with_fields_and_names_what_is_wrong()
    {
        var sample = Populations.Draw(Designs.Stratified("family,predicted-difficulty:2"), new(Benchmark, History), 40, 1);
        Assert.Equal(6, sample.Strata.Count);
        Assert.Contains("history", Assert.Throws<SparseEvalException>(() => StratumLabels.Of(new(Benchmark), "history-groups")).Message);
        Assert.Contains("predicted-difficulty:5", Assert.Throws<SparseEvalException>(() => StratumLabels.Of(new(Benchmark, History), "predicted-difficulty:many")).Message);
    }

    // Seen to fail with cost in place of its root.
    [Fact]
    public void Cost_optimal_allocation_gives_the_least_variance_for_the_cost_of_any_whole_numbers()
    {
        var cost = Enumerable.Range(0, 120).Select(i => Populations.Family(i, 120, 3) switch { 0 => 9.0, 1 => 1.0, _ => 4.0 }).ToArray();
        var sample = Populations.Draw(Designs.Stratified("family", Allocations.CostOptimal()), new(Benchmark, null, cost), 30, 1);
        // N_h / sqrt(c_h): 20 / 3, 40 / 1, 60 / 2 of 30.
        Assert.Equal([3, 15, 12], sample.Strata.Select(s => s.Drawn));
        Assert.Contains("costs", Assert.Throws<SparseEvalException>(() => Populations.Draw(Designs.Stratified("family", Allocations.CostOptimal()), new(Benchmark), 30, 1)).Message);
    }

    [Fact]
    public void A_stratum_whose_share_exceeds_its_size_is_taken_whole()
    {
        var cost = Enumerable.Range(0, 120).Select(i => i < 20 ? 0.01 : 1.0).ToArray();
        var sample = Populations.Draw(Designs.Stratified("family", Allocations.CostOptimal()), new(Benchmark, null, cost), 60, 1);
        Assert.Equal([20, 16, 24], sample.Strata.Select(s => s.Drawn));
        Assert.All(sample.Items.Where(i => i.Stratum == 0), i => Assert.Equal(1, i.InclusionProbability));
    }
}
