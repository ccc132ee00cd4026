using SparseEval.TestKit;

namespace SparseEval.Evaluation.Tests;

public sealed class EvaluatorTests
{
    [Fact]
    public async Task I_can_estimate_a_full_score_from_a_third_of_the_items()
    {
        using var fixture = new RunFixture();
        var engine = fixture.Engine();
        var run = await fixture.RunAsync(engine);
        Assert.Equal(100, run.Items.Count);
        Assert.Equal(100, engine.Ran.Distinct().Count());
        Assert.Equal(100, engine.Ran.Count);
        Assert.All(run.Items, item => Assert.Equal(fixture.Scores[item.Id], item.Score));
        var sample = BudgetResolver.Draw(fixture.Plan, 100);
        var expected = fixture.Plan.Estimator.Estimate(new(sample, [.. sample.Items.Select(i => fixture.Scores[fixture.Benchmark.Items[i.Index].Id])]), fixture.Plan.Options);
        Assert.Equal(expected.Value, run.Estimate.Value);
        Assert.Equal(expected.Interval, run.Estimate.Interval);
        Assert.Equal(17UL, run.Seed);
    }

    [Fact]
    public async Task Equal_plans_give_equal_records_and_other_seeds_other_items()
    {
        using var fixture = new RunFixture();
        var first = await fixture.RunAsync();
        var second = await fixture.RunAsync();
        var other = await fixture.RunAsync(plan: fixture.Plan with { Seed = 18 });
        Assert.Null(first.FirstDifference(second));
        Assert.NotEqual(first.Items.Select(i => i.Id), other.Items.Select(i => i.Id));
        Assert.NotEqual(first.PlanHash, other.PlanHash);
    }

    [Fact]
    public async Task Another_model_gets_the_same_items()
    {
        using var fixture = new RunFixture();
        var first = await fixture.RunAsync();
        var other = await fixture.RunAsync(new ScriptedEngine(fixture.Benchmark, ScriptedBenchmarks.Scores(fixture.Benchmark, seed: 9), new() { ModelHash = "other", BatchSize = 3 }));
        Assert.Equal(first.Items.Select(i => i.Id), other.Items.Select(i => i.Id));
        Assert.Equal(first.PlanHash, other.PlanHash);
        Assert.NotEqual(first.RunHash, other.RunHash);
    }

    [Fact]
    public async Task A_design_that_learns_from_a_pilot_goes_through_the_same_loop()
    {
        using var fixture = new RunFixture();
        var plan = fixture.Plan with { Design = Designs.Stratified("family", Allocations.NeymanFromPilot(40)) };
        var engine = fixture.Engine();
        var run = await fixture.RunAsync(engine, new() { JournalPath = fixture.Journal }, plan);
        Assert.Equal(100, engine.Ran.Distinct().Count());
        Assert.Equal(100, run.Items.Count);
        var resumed = await fixture.RunAsync(fixture.Engine(new() { FailsAfterBatches = 0 }), new() { JournalPath = fixture.Journal, Resume = true }, plan);
        Assert.Null(run.FirstDifference(resumed));
    }

    [Fact]
    public async Task Items_without_a_score_stay_missing()
    {
        using var fixture = new RunFixture();
        var clean = await fixture.RunAsync();
        foreach (var item in clean.Items.Take(3)) fixture.Scores[item.Id] = null;
        var run = await fixture.RunAsync();
        Assert.Equal(97, run.Estimate.SampleSize);
        Assert.Equal(3, run.Ledger.FailedItems);
        Assert.All(run.Items.Take(3), item => Assert.Null(item.Score));
        Assert.All(run.Items.Take(3), item => Assert.Equal("scripted failure.", item.Error));
        Assert.NotNull(run.Estimate.Interval);
        Assert.False(run.IsInvalid);
    }

    [Fact]
    public async Task Too_many_items_without_a_score_take_the_interval_away()
    {
        using var fixture = new RunFixture();
        var clean = await fixture.RunAsync();
        foreach (var item in clean.Items.Where((_, i) => i % 16 == 0).Take(6)) fixture.Scores[item.Id] = null;
        var run = await fixture.RunAsync();
        Assert.Null(run.Estimate.Interval);
        Assert.True(run.IsInvalid);
        Assert.Contains(run.Estimate.Diagnostics, d => d.Code == "SPE0040" && d.Message.Contains("6 of 100", StringComparison.Ordinal));
        var allowed = await fixture.RunAsync(options: new() { MaxErrorShare = 0.06 });
        Assert.NotNull(allowed.Estimate.Interval);
    }

    [Fact]
    public async Task A_stratum_without_any_score_makes_the_sample_invalid()
    {
        using var fixture = new RunFixture();
        foreach (var item in fixture.Benchmark.Items.Where(item => item["family"] == "f0")) fixture.Scores[item.Id] = null;
        var error = await Assert.ThrowsAsync<EngineException>(() => fixture.RunAsync());
        Assert.True(error.LacksCapability);
        Assert.Matches("^SPE0040: [0-9]+ of 100 drawn items have no score.*'f0'.*scripted failure", error.Message);
    }

    [Fact]
    public async Task What_no_run_of_one_item_or_one_epoch_can_tell_is_refused_before_anything_runs()
    {
        using var fixture = new RunFixture();
        var engine = fixture.Engine();
        var one = fixture.Plan with { Design = Designs.SimpleRandom(), Budget = Budget.Items(1) };
        Assert.Contains("A budget of 1 item is too small", (await Assert.ThrowsAsync<SparseEvalException>(() => fixture.RunAsync(engine, plan: one))).Message, StringComparison.Ordinal);
        var expected = fixture.Plan with { Options = new() { Target = InferenceTarget.ExpectedScore } };
        Assert.Contains("needs at least two epochs an item", (await Assert.ThrowsAsync<SparseEvalException>(() => fixture.RunAsync(engine, plan: expected))).Message, StringComparison.Ordinal);
        Assert.Empty(engine.Ran);
        Assert.Equal(1, (await fixture.RunAsync(engine, plan: one with { Design = Designs.Prefix() })).Estimate.SampleSize);
    }

    [Fact]
    public async Task A_run_without_any_score_is_an_engine_error()
    {
        using var fixture = new RunFixture();
        foreach (var id in fixture.Scores.Keys.ToList()) fixture.Scores[id] = null;
        var error = await Assert.ThrowsAsync<EngineException>(() => fixture.RunAsync());
        Assert.Contains("scripted failure", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_likelihood_that_is_no_number_makes_the_item_missing()
    {
        using var fixture = new RunFixture(free: false);
        var broken = fixture.Benchmark.Items.Select(i => i.Id).Where((_, i) => i % 50 == 0).ToHashSet();
        var engine = new ScriptedEngine(request => ScriptedEngine.Answer(fixture.Benchmark.Items[fixture.Benchmark.IndexOf(request.ItemId)], 1) is var answer && broken.Contains(request.ItemId)
            ? answer with { LogLikelihoods = [double.NaN, -1, -2, -3] } : answer);
        var run = await fixture.RunAsync(engine, plan: fixture.Plan with { Budget = Budget.Items(300) });
        Assert.Equal(6, run.Ledger.FailedItems);
        Assert.DoesNotContain("NaN\"", run.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task I_can_cancel_and_resume_and_nothing_is_run_twice()
    {
        using var fixture = new RunFixture();
        using var cancel = new CancellationTokenSource();
        var calls = 0;
        var cancelled = fixture.Engine(new() { OnBatch = _ => { if (++calls == 5) cancel.Cancel(); } });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new Evaluator(cancelled, Scorers.Auto(), new() { JournalPath = fixture.Journal }).RunAsync(fixture.Plan, cancel.Token));
        Assert.Equal(32, cancelled.Ran.Count);
        var rest = fixture.Engine();
        var resumed = await fixture.RunAsync(rest, new() { JournalPath = fixture.Journal, Resume = true });
        Assert.Equal(68, rest.Ran.Count);
        Assert.Empty(cancelled.Ran.Intersect(rest.Ran));
        Assert.Null((await fixture.RunAsync()).FirstDifference(resumed));
        Assert.Equal(2, resumed.Timings.Sessions);
    }

    [Fact]
    public async Task I_can_resume_after_the_engine_gave_up()
    {
        using var fixture = new RunFixture();
        var failing = fixture.Engine(new() { FailsAfterBatches = 6 });
        await Assert.ThrowsAsync<EngineException>(() => fixture.RunAsync(failing, new() { JournalPath = fixture.Journal }));
        var rest = fixture.Engine();
        var resumed = await fixture.RunAsync(rest, new() { JournalPath = fixture.Journal, Resume = true });
        Assert.Equal(100, failing.Ran.Concat(rest.Ran).Distinct().Count());
        Assert.Equal(100, failing.Ran.Count + rest.Ran.Count);
        Assert.Null((await fixture.RunAsync()).FirstDifference(resumed));
    }

    [Fact]
    public async Task I_can_retry_errors_and_their_cost_stays_spent()
    {
        using var fixture = new RunFixture();
        var ids = (await fixture.RunAsync()).Items.Select(i => i.Id).ToList();
        var good = fixture.Scores[ids[0]];
        fixture.Scores[ids[0]] = null;
        var first = await fixture.RunAsync(options: new() { JournalPath = fixture.Journal });
        fixture.Scores[ids[0]] = good;
        var engine = fixture.Engine();
        var second = await fixture.RunAsync(engine, new() { JournalPath = fixture.Journal, Resume = true, RetryErrors = true });
        Assert.Equal([ids[0]], engine.Ran);
        Assert.Equal(good, second.Items[0].Score);
        Assert.Equal(first.Ledger.Spent.InputTokens!.Value + second.Items[0].Cost.InputTokens, second.Ledger.Spent.InputTokens!.Value);
    }

    [Fact]
    public async Task Validation_runs_the_rest_by_the_same_loop()
    {
        using var fixture = new RunFixture();
        var engine = fixture.Engine();
        var validation = await new Evaluator(engine, Scorers.Auto(), new() { JournalPath = fixture.Journal }).ValidateAsync(fixture.Plan, fixture.Token);
        Assert.Equal(300, engine.Ran.Count);
        Assert.Equal(300, engine.Ran.Distinct().Count());
        Assert.Equal(fixture.Scores.Values.Average()!.Value, validation.FullScore!.Value, 1e-12);
        Assert.Equal(100, validation.Items.Count(i => i.Drawn));
        Assert.Null((await fixture.RunAsync()).FirstDifference(validation.Run));
        Assert.NotNull(validation.IsCovered);
    }

    [Fact]
    public async Task Progress_is_told_after_commits_and_ends_at_the_total()
    {
        using var fixture = new RunFixture();
        var told = new List<RunProgress>();
        var run = await fixture.RunAsync(options: new() { Progress = new Direct(told.Add) });
        // Batches that come within a moment of each other are committed together.
        Assert.InRange(told.Count, 1, 13);
        Assert.Equal(told.Select(p => p.Done).Order(), told.Select(p => p.Done));
        Assert.Equal((100, 100), (told[^1].Done, told[^1].Total));
        Assert.All(told, p => Assert.InRange(p.RunningScore!.Value, p.RunningRange!.Lower, p.RunningRange.Upper));
        Assert.True(told[0].RunningRange!.HalfWidth >= told[^1].RunningRange!.HalfWidth);
        Assert.Equal(0, told[^1].TimeLeft!.Value.TotalSeconds, 1e-6);
        Assert.Equal(run.Items.Average(i => i.Score!.Value), told[^1].RunningScore!.Value, 1e-12);
    }

    [Fact]
    public async Task A_plan_that_names_another_scorer_is_refused()
    {
        using var fixture = new RunFixture();
        var error = await Assert.ThrowsAsync<SparseEvalException>(() => fixture.RunAsync(plan: fixture.Plan with { Scorer = "acc" }));
        Assert.Contains("'acc'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_engine_that_answers_for_the_wrong_item_is_refused()
    {
        using var fixture = new RunFixture(free: false);
        var engine = new ScriptedEngine(request => ScriptedEngine.Answer(fixture.Benchmark.Items[0], 1));
        await Assert.ThrowsAsync<EngineException>(() => fixture.RunAsync(engine));
    }

    [Fact]
    public async Task The_engine_is_at_most_25_batches_ahead_of_the_disk()
    {
        using var fixture = new RunFixture();
        using var disk = new ManualResetEventSlim();
        var engine = fixture.Engine();
        var running = new Evaluator(engine, new StuckScorer(disk), new() { JournalPath = fixture.Journal }).RunAsync(fixture.Plan with { Budget = Budget.Items(300) }, fixture.Token);
        Assert.True(SpinWait.SpinUntil(() => engine.Batches >= 18, TimeSpan.FromSeconds(30)));
        // The first is being committed, alone or with up to seven that were there by then; sixteen wait; one waits for room.
        await Task.Delay(300, fixture.Token);
        Assert.InRange(engine.Batches, 18, 25);
        disk.Set();
        Assert.Equal(300, (await running).Items.Count);
    }

    private sealed class StuckScorer(ManualResetEventSlim until) : IScorer
    {
        private readonly IScorer _inner = Scorers.Auto();

        public string Name => _inner.Name;

        public EngineRequest CreateRequest(Item item) => _inner.CreateRequest(item);

        public double? Score(Item item, Completion completion)
        {
            until.Wait(TimeSpan.FromSeconds(60));
            return _inner.Score(item, completion);
        }
    }
}
