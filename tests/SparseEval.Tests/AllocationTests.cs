namespace SparseEval.Tests;

public sealed class AllocationTests
{
    private static AllocationInput Input(int budget, params int[] sizes)
    {
        var starts = sizes.Select((_, h) => sizes[..h].Sum()).ToArray();
        var benchmark = Populations.Benchmark(sizes.Sum());
        return new()
        {
            Frame = new(benchmark),
            Budget = budget,
            Strata = [.. sizes.Select((n, h) => new AllocationStratum($"s{h}", [.. Enumerable.Range(starts[h], n)], Math.Min(2, n)))],
        };
    }

    [Fact]
    public void No_other_whole_numbers_give_a_smaller_variance()
    {
        double[] spread = [0.5, 0.2, 0.35];
        var input = Input(17, 9, 30, 14);
        var found = PriorityAllocation.Divide(input, spread);
        Assert.Equal(17, found.Sum());
        var best = double.PositiveInfinity;
        for (var a = 2; a <= 9; a++)
            for (var b = 2; b <= 30; b++)
                if (17 - a - b is >= 2 and <= 14 and var c) best = Math.Min(best, Variance([a, b, c]));
        Assert.Equal(best, Variance(found), 12);
        double Variance(int[] n) => n.Select((m, h) => Math.Pow(input.Strata[h].Items.Count * spread[h], 2) / m).Sum();
    }

    [Fact]
    public void Proportional_follows_the_sizes_and_equal_the_strata()
    {
        Assert.Equal([10, 20, 30], Allocations.Proportional().Allocate(Input(60, 100, 200, 300)));
        Assert.Equal([8, 26, 26], Allocations.Equal().Allocate(Input(60, 8, 200, 300)));
        Assert.Equal([1, 2, 3], Allocations.Proportional().Allocate(Input(6, 1, 2, 300)));
    }

    [Fact]
    public void A_budget_too_small_names_the_least_that_works() =>
        Assert.Contains("at least 7", Assert.Throws<SparseEvalException>(() => Allocations.Equal().Allocate(Input(6, 1, 20, 30, 9))).Message);

    [Fact]
    public void Neyman_gives_more_to_strata_that_divide_past_models_and_starves_none()
    {
        var input = Input(60, 100, 100, 100);
        var builder = new ResponseMatrixBuilder(["a", "b"], [.. input.Frame.Benchmark.Items.Select(i => i.Id)]);
        for (var i = 0; i < 300; i++)
            for (var m = 0; m < 2; m++) builder.Set(m, i, i < 100 ? 1 : i < 200 ? i % 2 : i % 10 == 0 ? 1 : 0);
        var sizes = Allocations.Neyman().Allocate(input with { Frame = new(input.Frame.Benchmark, builder.Build()) });
        Assert.True(sizes[1] > sizes[2] && sizes[2] > sizes[0] && sizes[0] >= 8);
        Assert.Contains("history", Assert.Throws<SparseEvalException>(() => Allocations.Neyman().Allocate(input)).Message);
    }

    [Fact]
    public void The_pilot_comes_first_and_the_rest_extends_it()
    {
        var benchmark = Populations.Benchmark(300);
        var pass = Designs.Stratified("family", Allocations.NeymanFromPilot(60)).Begin(new(benchmark), 150, 4);
        Assert.True(pass.TryNext(new Dictionary<int, double?>(), out var pilot));
        Assert.Equal(60, pilot.Count);
        Assert.True(pass.TryNext(pilot.ToDictionary(i => i, i => (double?)(benchmark.Items[i]["family"] == "f0" ? i / 2 % 2 : 1)), out var rest));
        Assert.False(pass.TryNext(new Dictionary<int, double?>(), out _));
        Assert.Equal(90, rest.Count);
        Assert.Empty(pilot.Intersect(rest));
        Assert.Equal(pilot.Concat(rest).Order(), pass.Sample.Items.Select(i => i.Index));
        Assert.True(pass.Sample.Strata[0].Drawn > 30, $"{pass.Sample.Strata[0]}");
    }

    [Fact]
    public void Names_that_do_not_exist_list_those_that_do()
    {
        Assert.Contains("neyman-pilot", Assert.Throws<SparseEvalException>(() => Allocations.Parse("nyman")).Message);
        Assert.Contains("stratified", Assert.Throws<SparseEvalException>(() => Designs.Parse("srs", new())).Message);
        Assert.Contains("--by", Assert.Throws<SparseEvalException>(() => Designs.Parse("stratified", new())).Message);
        Assert.Contains("regression", Assert.Throws<SparseEvalException>(() => Estimators.Parse("greg")).Message);
        Assert.Contains("wilson", Assert.Throws<SparseEvalException>(() => Intervals.Parse("bayes")).Message);
    }
}
