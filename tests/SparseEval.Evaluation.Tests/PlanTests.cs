namespace SparseEval.Evaluation.Tests;

public sealed class PlanTests
{
    [Fact]
    public void Equal_plans_have_equal_hashes_and_every_part_counts()
    {
        using var fixture = new RunFixture();
        var plan = fixture.Plan;
        Assert.Equal(plan.Hash, (plan with { Design = Designs.Stratified("family"), Options = new() }).Hash);
        RunPlan[] others =
        [
            plan with { Seed = 18 }, plan with { Budget = Budget.Items(99) }, plan with { Design = Designs.SimpleRandom() }, plan with { Scorer = "acc" },
            plan with { Options = new() { Confidence = 0.9 } }, plan with { Options = new() { Estimand = Estimand.CategoryWeighted("family") } },
            plan with { Options = new() { Interval = Intervals.Wilson() } }, plan with { Options = new() { Target = InferenceTarget.Superpopulation } },
            plan with { Options = new() { Singletons = SingletonStratum.Combine } }, plan with { Options = new() { ClusterField = "family" } },
            plan with { Frame = new(fixture.Benchmark, predictedCost: [.. Enumerable.Repeat(2.0, 300)]) },
            plan with { Frame = new(fixture.Benchmark, History(1)) }, plan with { Frame = new(fixture.Benchmark, History(0)) }, plan with { Frame = new(fixture.Benchmark, History(null)) },
            plan with { Frame = new(new("b", [.. fixture.Benchmark.Items.Skip(1)])) },
        ];
        Assert.Equal(others.Length + 1, others.Append(plan).Select(p => p.Hash).Distinct().Count());

        ResponseMatrix History(double? last)
        {
            var builder = new ResponseMatrixBuilder(["m"], [.. fixture.Benchmark.Items.Select(i => i.Id)]);
            for (var i = 0; i < 299; i++) builder.Set(0, i, 1);
            if (last is { } score) builder.Set(0, 299, score);
            return builder.Build();
        }
    }

    [Fact]
    public async Task A_preview_shows_the_items_that_run_and_what_they_cost()
    {
        using var fixture = new RunFixture(free: false);
        var engine = fixture.Engine();
        var preview = new Evaluator(engine, Scorers.Auto()).Preview(fixture.Plan);
        Assert.Empty(engine.Ran);
        var run = await fixture.RunAsync();
        Assert.Equal(run.Items.Select(i => i.Id), preview.ItemIds);
        Assert.Equal(run.Ledger.Spent.InputTokens!.Value, preview.PredictedCost.InputTokens);
        Assert.Equal(run.Ledger.Full.InputTokens!.Value, preview.PredictedFullCost.InputTokens);
        Assert.Equal(300, preview.Sample.Strata.Sum(s => s.Items));
        Assert.InRange(preview.PredictedHalfWidth!.Value, run.Estimate.Interval!.HalfWidth * 0.8, run.Estimate.Interval.HalfWidth * 1.6);
        Assert.Equal(run.PlanHash, preview.Plan.Hash);
    }

    [Fact]
    public void A_preview_of_a_design_without_interval_says_why_there_is_no_forecast()
    {
        using var fixture = new RunFixture();
        var preview = new Evaluator(fixture.Engine(), Scorers.Auto()).Preview(fixture.Plan with { Design = Designs.Prefix() });
        Assert.Null(preview.PredictedHalfWidth);
        Assert.Equal("SPE0041", Assert.Single(preview.Diagnostics).Code);
    }

    [Fact]
    public void A_target_half_width_becomes_the_items_that_it_takes()
    {
        using var fixture = new RunFixture();
        var evaluator = new Evaluator(fixture.Engine(), Scorers.Auto());
        var preview = evaluator.Preview(fixture.Plan with { Budget = Budget.HalfWidth(0.08) });
        Assert.InRange(preview.Forecast!.Percentile90, 0.06, 0.08);
        Assert.True(evaluator.Preview(fixture.Plan with { Budget = Budget.Items(preview.ItemIds.Count - 5) }).Forecast!.Percentile90 > 0.08);
    }
}
