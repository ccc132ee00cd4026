using SparseEval.TestKit;

namespace SparseEval.Evaluation.Tests;

/// <summary>Runs that stop early.</summary>
public sealed class WatchTests : IDisposable
{
    private readonly RunFixture _fixture = new(items: 600);

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_run_stops_when_its_interval_is_narrow_enough()
    {
        var record = await _fixture.RunAsync(plan: Plan(StoppingRules.HalfWidth(0.08)));
        Assert.Equal(("reached", "half-width 0.08"), (record.Watch!.Outcome, record.Watch.Rule));
        Assert.InRange(record.Estimate.Interval!.HalfWidth, 0.01, 0.08);
        Assert.InRange(record.Items.Count, 50, 599);
        Assert.Equal("betting until half-width 0.08", record.Estimator);
        Assert.Null(record.Estimate.StandardError);
        Assert.Contains("betting until half-width 0.08", record.Estimate.Method, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_estimate_is_that_of_the_sequence_fed_in_the_random_order()
    {
        var plan = Plan(StoppingRules.HalfWidth(0.08));
        var record = await _fixture.RunAsync(plan: plan);
        var run = ConfidenceSequences.Betting().Begin(new() { Frame = plan.Frame });
        foreach (var position in RandomOrder.Of(plan.Frame, plan.Seed).Take(record.Items.Count))
            run.Add(position, _fixture.Scores[_fixture.Benchmark.Items[position].Id]!.Value);
        Assert.Equal(run.Value, record.Estimate.Value);
        Assert.Equal(run.Interval, record.Estimate.Interval);
        Assert.Equal(BudgetResolver.Draw(plan, record.Items.Count).Items.Select(i => _fixture.Benchmark.Items[i.Index].Id), record.Items.Select(i => i.Id));
    }

    [Theory, InlineData(0.3, "above"), InlineData(0.95, "below")]
    public async Task A_threshold_is_decided_early(double threshold, string outcome)
    {
        var record = await _fixture.RunAsync(plan: Plan(StoppingRules.Threshold(threshold)));
        Assert.Equal(outcome, record.Watch!.Outcome);
        Assert.InRange(record.Items.Count, 10, 200);
    }

    [Fact]
    public async Task A_threshold_at_the_full_score_is_undecided_within_the_budget()
    {
        var full = _fixture.Scores.Values.Average()!.Value;
        var record = await _fixture.RunAsync(plan: Plan(StoppingRules.Threshold(Math.Round(full, 2))) with { Budget = Budget.Items(100) });
        Assert.Equal(("undecided", 100), (record.Watch!.Outcome, record.Items.Count));
    }

    [Theory, InlineData(0.5, "better"), InlineData(0.0, "equivalent"), InlineData(-0.5, "worse")]
    public async Task A_difference_to_a_baseline_is_decided(double lead, string outcome)
    {
        // The baseline differs from the model on the first items of each family in the wanted direction.
        var baseline = _fixture.Benchmark.Items.Select((item, i) => lead == 0 ? _fixture.Scores[item.Id] : i % 4 == 0 ? _fixture.Scores[item.Id] : lead > 0 ? 0 : 1).ToArray();
        var plan = Plan(StoppingRules.Baseline(0.05));
        var record = await _fixture.RunAsync(plan: plan with { Watch = plan.Watch! with { Baseline = BaselineScores.OfAll("old", baseline) } });
        Assert.Equal((outcome, "old"), (record.Watch!.Outcome, record.Watch.Comparison!.Baseline));
        var truth = _fixture.Benchmark.Items.Select((item, i) => _fixture.Scores[item.Id]!.Value - baseline[i]!.Value).Average();
        Assert.True(record.Watch.Comparison.Interval.Contains(truth), $"{truth} is not in {record.Watch.Comparison.Interval}");
        Assert.True(record.Items.Count < 600);
    }

    [Fact]
    public async Task An_earlier_record_is_a_baseline_as_far_as_it_goes()
    {
        var first = await _fixture.RunAsync(plan: _fixture.Plan with { Design = Designs.SimpleRandom(), Budget = Budget.Items(40) });
        var plan = Plan(StoppingRules.Baseline(0.02));
        var watched = await _fixture.RunAsync(plan: plan with { Watch = plan.Watch! with { Baseline = BaselineScores.OfRecord(first, plan) } });
        Assert.Equal(("undecided", 40), (watched.Watch!.Outcome, watched.Items.Count));
        Assert.Equal(0, watched.Watch.Comparison!.Difference, 12);
        var other = Assert.Throws<SparseEvalException>(() => BaselineScores.OfRecord(first, plan with { Seed = 18 }));
        Assert.Contains("seed 17", other.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_killed_and_resumed_run_gives_the_same_record()
    {
        var plan = Plan(StoppingRules.HalfWidth(0.08));
        var options = new EvaluatorOptions { JournalPath = _fixture.Journal };
        await Assert.ThrowsAsync<EngineException>(() => _fixture.RunAsync(_fixture.Engine(new() { FailsAfterBatches = 5 }), options, plan));
        var resumed = await _fixture.RunAsync(options: options with { Resume = true }, plan: plan);
        Assert.Null((await _fixture.RunAsync(plan: plan)).FirstDifference(resumed));
        Assert.Null(RunRecordOf(resumed).FirstDifference(resumed));
    }

    [Fact]
    public async Task Failed_items_are_left_out_and_told()
    {
        foreach (var position in RandomOrder.Of(_fixture.Plan.Frame, 17).Take(2)) _fixture.Scores[_fixture.Benchmark.Items[position].Id] = null;
        var record = await _fixture.RunAsync(plan: Plan(StoppingRules.HalfWidth(0.08)));
        Assert.Equal(record.Items.Count - 2, record.Estimate.SampleSize);
        Assert.Contains("SPE0002", record.Estimate.Diagnostics.Select(d => d.Code));
    }

    [Fact]
    public async Task Spending_stops_a_run_after_the_batch_that_passes_the_limit()
    {
        var plan = Plan();
        var record = await _fixture.RunAsync(plan: plan with { Watch = plan.Watch! with { Spending = new() { Tokens = 20_000 } } });
        Assert.Equal(("budget", "20000 tokens"), (record.Watch!.Outcome, record.Watch.Rule));
        Assert.InRange(record.Ledger.Spent.InputTokens!.Value + record.Ledger.Spent.OutputTokens!.Value, 20_000, 40_000);
        Assert.NotNull(record.Estimate.Interval);
    }

    /// <summary>How many items ran depended on their scores: an interval of a fixed sample would not hold for what a full run costs.</summary>
    [Fact]
    public async Task What_a_full_run_would_cost_has_no_interval()
    {
        var watched = (await _fixture.RunAsync(plan: Plan(StoppingRules.HalfWidth(0.08)))).Ledger;
        var estimated = new[] { watched.Full.EngineSeconds, watched.Full.OutputTokens, watched.Saved.Figures.EngineSeconds };
        Assert.All(estimated, figure => Assert.Equal((FigureBasis.Estimated, false), (figure!.Basis, figure.Interval is not null)));
        Assert.NotNull((await _fixture.RunAsync()).Ledger.Full.EngineSeconds!.Interval);
    }

    [Fact]
    public void A_plan_says_how_many_items_past_models_would_have_taken()
    {
        var benchmark = _fixture.Benchmark;
        var builder = new ResponseMatrixBuilder([.. Enumerable.Range(0, 8).Select(m => $"m{m}")], [.. benchmark.Items.Select(item => item.Id)]);
        for (var m = 0; m < 8; m++)
        {
            var scores = ScriptedBenchmarks.Scores(benchmark, seed: m + 10);
            for (var i = 0; i < benchmark.Count; i++) builder.Set(m, i, scores[benchmark.Items[i].Id]!.Value);
        }
        var plan = Plan(StoppingRules.HalfWidth(0.08)) with { Frame = new(benchmark, builder.Build()) };
        var stop = new Evaluator(_fixture.Engine(), Scorers.Auto()).Preview(plan).Stop!;
        Assert.Equal((8, 1.0), (stop.Models, stop.Decided));
        Assert.InRange(stop.Median, 50, stop.Percentile90);
        Assert.InRange(stop.Percentile90, stop.Median, 599);
    }

    [Fact]
    public async Task Plans_that_cannot_mean_what_they_say_are_refused()
    {
        var plan = Plan(StoppingRules.HalfWidth(0.08));
        RunPlan[] refused =
        [
            plan with { Design = Designs.Stratified("family") },
            plan with { Budget = Budget.HalfWidth(0.1) },
            plan with { Options = new() { Target = InferenceTarget.Superpopulation } },
            Plan(),
            Plan(StoppingRules.Baseline(0.02)),
            plan with { Watch = plan.Watch! with { Baseline = BaselineScores.OfAll("short", [1, 0]) } },
        ];
        foreach (var one in refused) await Assert.ThrowsAsync<SparseEvalException>(() => _fixture.RunAsync(plan: one));
    }

    /// <remarks>Right answers stand first in this benchmark. Seen to fail with the items of a batch handed over in the benchmark's order: all 200 missed.</remarks>
    [Fact]
    public async Task The_interval_at_the_moment_of_stopping_covers()
    {
        using var fixture = new RunFixture(items: 200, free: false);
        var right = fixture.Benchmark.Items.Take(120).Select(item => item.Id).ToHashSet();
        foreach (var item in fixture.Benchmark.Items) fixture.Scores[item.Id] = right.Contains(item.Id) ? 1 : 0;
        var missed = 0;
        for (var seed = 0; seed < 200; seed++)
        {
            var plan = Plan(fixture, StoppingRules.HalfWidth(0.15)) with { Seed = (ulong)seed, Options = new() { Confidence = 0.6 } };
            var record = await fixture.RunAsync(plan: plan);
            if (!record.Estimate.Interval!.Contains(0.6)) missed++;
        }
        Assert.True(missed is >= 20 and <= 80, $"{missed} of 200 missed");
    }

    private static RunRecord RunRecordOf(RunRecord record)
    {
        var path = Path.GetTempFileName();
        record.Write(path);
        var read = RunRecord.Read(path);
        File.Delete(path);
        return read;
    }

    private RunPlan Plan(params IStoppingRule[] rules) => Plan(_fixture, rules);

    private static RunPlan Plan(RunFixture fixture, params IStoppingRule[] rules) => fixture.Plan with
    {
        Design = Designs.SimpleRandom(),
        Budget = Budget.Fraction(1),
        Watch = new() { Sequence = ConfidenceSequences.Betting(), Rules = rules },
    };
}
