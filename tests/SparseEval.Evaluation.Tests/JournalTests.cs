using SparseEval.TestKit;

namespace SparseEval.Evaluation.Tests;

public sealed class JournalTests
{
    [Fact]
    public async Task A_journal_that_holds_a_run_is_not_overwritten()
    {
        using var fixture = new RunFixture();
        await fixture.RunAsync(options: new() { JournalPath = fixture.Journal });
        var error = await Assert.ThrowsAsync<SparseEvalException>(() => fixture.RunAsync(options: new() { JournalPath = fixture.Journal }));
        Assert.Contains("already holds a run", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_of_another_run_is_refused_and_what_differs_is_named()
    {
        using var fixture = new RunFixture();
        await fixture.RunAsync(options: new() { JournalPath = fixture.Journal });
        var options = new EvaluatorOptions { JournalPath = fixture.Journal, Resume = true };
        var seed = await Assert.ThrowsAsync<SparseEvalException>(() => fixture.RunAsync(options: options, plan: fixture.Plan with { Seed = 18 }));
        Assert.Contains("seed was 17 and is 18.", seed.Message, StringComparison.Ordinal);
        var model = await Assert.ThrowsAsync<SparseEvalException>(() => fixture.RunAsync(fixture.Engine(new() { ModelHash = "other" }), options));
        Assert.Contains("modelHash was scripted-1 and is other.", model.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_finished_run_resumes_without_the_engine()
    {
        using var fixture = new RunFixture();
        var first = await fixture.RunAsync(options: new() { JournalPath = fixture.Journal });
        var second = await fixture.RunAsync(fixture.Engine(new() { FailsAfterBatches = 0 }), new() { JournalPath = fixture.Journal, Resume = true });
        Assert.Null(first.FirstDifference(second));
        Assert.Equal(2, second.Timings.Sessions);
    }

    /// <summary>A larger part of the same order goes on with what a smaller one finished; a journal of another whole is refused.</summary>
    [Fact]
    public async Task Stages_of_one_plan_share_a_journal_and_ask_each_item_once()
    {
        using var fixture = new RunFixture();
        var whole = fixture.Plan with { Design = Designs.SimpleRandom(), Budget = Budget.Items(120) };
        var options = new EvaluatorOptions { JournalPath = fixture.Journal, Resume = true, StageOf = whole };
        var engine = fixture.Engine();
        var evaluator = new Evaluator(engine, Scorers.Auto(), options);
        foreach (var items in new[] { 40, 80, 120 }) await evaluator.RunAsync(whole with { Budget = Budget.Items(items) }, fixture.Token);
        Assert.Equal((120, 120), (engine.Ran.Count, engine.Ran.Distinct().Count()));
        var (staged, straight) = (await evaluator.RunAsync(whole, fixture.Token), await fixture.RunAsync(plan: whole));
        Assert.Null(straight.FirstDifference(staged));
        Assert.Equal((1, straight.Ledger.Spent.InputTokens!.Value), (staged.Timings.Sessions, staged.Ledger.Spent.InputTokens!.Value));
        Assert.Equal(2, (await fixture.RunAsync(fixture.Engine(new() { FailsAfterBatches = 0 }), options, whole)).Timings.Sessions);
        var other = await Assert.ThrowsAsync<SparseEvalException>(() => fixture.RunAsync(options: options with { StageOf = whole with { Seed = 18 } }, plan: whole with { Seed = 18 }));
        Assert.Contains("seed was 17 and is 18.", other.Message, StringComparison.Ordinal);
    }

    /// <summary>Seen to fail with the first epoch thrown away: the eight items of the batch were asked for it twice.</summary>
    [Fact]
    public async Task An_epoch_that_was_answered_before_the_engine_failed_is_not_asked_again_and_counts()
    {
        using var fixture = new RunFixture();
        var (asked, scorer) = (new List<long>(), Scorers.ExactMatch(new() { Sampling = new() { Temperature = 1 } }));
        var questions = new Benchmark("q", [.. Enumerable.Range(0, 100).Select(i => new Item($"i{i:00}", $"Question {i}?", $"answer {i}"))]);
        var plan = new RunPlan(new(questions)) { Design = Designs.SimpleRandom(), Estimator = Estimators.Mean(), Budget = Budget.Fraction(1), Epochs = 3 };
        await Assert.ThrowsAsync<EngineException>(() => RunAsync(fixture.Journal, failsAfter: 5));
        var record = await RunAsync(fixture.Journal);
        Assert.Equal((300, 300), (asked.Count, asked.Distinct().Count()));
        Assert.Null(record.FirstDifference(await RunAsync(null)));

        Task<RunRecord> RunAsync(string? journal, int? failsAfter = null)
        {
            var engine = new ScriptedEngine(request =>
            {
                asked.Add(((GenerationRequest)request).Sampling!.Seed);
                return ScriptedEngine.Answer(questions.Items[questions.IndexOf(request.ItemId)], 1);
            }, new() { FailsAfterBatches = failsAfter });
            return new Evaluator(engine, scorer, new() { JournalPath = journal, Resume = journal is not null }).RunAsync(plan, fixture.Token);
        }
    }

    [Fact]
    public async Task A_journal_of_the_version_without_parts_is_gone_on_with()
    {
        using var fixture = new RunFixture();
        await Assert.ThrowsAsync<EngineException>(() => fixture.RunAsync(fixture.Engine(new() { FailsAfterBatches = 5 }), new() { JournalPath = fixture.Journal }));
        Sql.Execute(fixture.Journal, "DROP TABLE parts; PRAGMA user_version = 1");
        var engine = fixture.Engine();
        Assert.Null((await fixture.RunAsync()).FirstDifference(await fixture.RunAsync(engine, new() { JournalPath = fixture.Journal, Resume = true })));
        Assert.Equal(60, engine.Ran.Count);
    }

    [Fact]
    public async Task Resuming_where_nothing_was_begun_begins_and_so_does_an_empty_file()
    {
        using var fixture = new RunFixture();
        await fixture.RunAsync(options: new() { JournalPath = fixture.Journal, Resume = true });
        var empty = Path.Combine(fixture.Folder, "empty.journal");
        await File.WriteAllBytesAsync(empty, [], fixture.Token);
        await fixture.RunAsync(options: new() { JournalPath = empty });
    }

    [Fact]
    public async Task A_file_that_is_no_journal_is_refused_in_a_sentence_and_left_alone()
    {
        using var fixture = new RunFixture();
        await File.WriteAllTextAsync(fixture.Journal, new string('x', 5000), fixture.Token);
        await Refused("not a readable SQLite file");
        Assert.Equal(new string('x', 5000), await File.ReadAllTextAsync(fixture.Journal, fixture.Token));
        File.Delete(fixture.Journal);
        using (ResponseCache.Open(fixture.Journal)) { }
        await Refused("no run journal of ours");
        await Refused("cannot be opened", Path.Combine(fixture.Folder, "no", "such", "folder"));

        async Task Refused(string says, string? path = null)
        {
            var error = await Assert.ThrowsAsync<SparseEvalException>(() => fixture.RunAsync(options: new() { JournalPath = path ?? fixture.Journal, Resume = true }));
            Assert.Contains(says, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_journal_of_a_later_version_is_refused()
    {
        using var fixture = new RunFixture();
        await fixture.RunAsync(options: new() { JournalPath = fixture.Journal });
        Sql.Execute(fixture.Journal, "PRAGMA user_version = 99");
        var error = await Assert.ThrowsAsync<SparseEvalException>(() => fixture.RunAsync(options: new() { JournalPath = fixture.Journal, Resume = true }));
        Assert.Contains("schema version 99", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_journal_is_run_by_one_evaluator_at_a_time()
    {
        using var fixture = new RunFixture();
        var inside = new TaskCompletionSource();
        var go = new ManualResetEventSlim();
        var slow = fixture.Engine(new() { OnBatch = _ => { inside.TrySetResult(); go.Wait(TimeSpan.FromSeconds(30)); } });
        var first = Task.Run(() => fixture.RunAsync(slow, new() { JournalPath = fixture.Journal }), fixture.Token);
        await inside.Task;
        var error = await Assert.ThrowsAsync<SparseEvalException>(() => fixture.RunAsync(options: new() { JournalPath = fixture.Journal, Resume = true }));
        Assert.Contains("in use by another process", error.Message, StringComparison.Ordinal);
        go.Set();
        Assert.Equal(100, (await first).Items.Count);
    }

    [Fact]
    public async Task Items_are_on_disk_before_they_count()
    {
        using var fixture = new RunFixture();
        var told = new List<int>();
        using var journal = RunJournal.Open(fixture.Journal, RunIdentity.OfPlan(fixture.Plan), resume: false, DateTimeOffset.UnixEpoch);
        var entry = new JournalEntry(new() { ItemId = "a", LogLikelihoods = [double.NegativeInfinity, -1.5], Cost = new() { InputTokens = 3, EngineTime = TimeSpan.FromTicks(7) } }, 1, Cached: false, 4);
        journal.Commit([entry], default);
        foreach (var suffix in (string[])["", "-wal"]) File.Copy(fixture.Journal + suffix, Path.Combine(fixture.Folder, "copy" + suffix));
        using var copy = RunJournal.Open(Path.Combine(fixture.Folder, "copy"), RunIdentity.OfPlan(fixture.Plan), resume: true, DateTimeOffset.UnixEpoch);
        var found = copy.Finished["a"];
        Assert.Equal(entry.Completion.LogLikelihoods, copy.Answer("a").LogLikelihoods);
        Assert.Equal(entry.Completion.Cost, copy.Answer("a").Cost);
        Assert.Equal(entry.Finished, found);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_journal_is_the_file_that_was_named_whatever_its_name_means_to_SQLite()
    {
        using var fixture = new RunFixture();
        foreach (var path in (string[])["", " "])
        {
            var error = await Assert.ThrowsAsync<SparseEvalException>(() => fixture.RunAsync(options: new() { JournalPath = path }));
            Assert.Contains("The path of the run journal is empty", error.Message, StringComparison.Ordinal);
        }
        // The first two are relative, because only so SQLite would take them for memory.
        foreach (var path in (string[])[":memory:", "file:journal?mode=memory", Path.Combine(fixture.Folder, "a b;c='\u00e9 \u6f22'")])
        {
            try
            {
                await fixture.RunAsync(options: new() { JournalPath = path });
                Assert.True(File.Exists(path), path);
                var resumed = await fixture.RunAsync(fixture.Engine(new() { FailsAfterBatches = 0 }), new() { JournalPath = path, Resume = true });
                Assert.Equal(2, resumed.Timings.Sessions);
            }
            finally
            {
                File.Delete(path);
            }
        }
    }

    [Fact]
    public async Task A_damaged_answer_in_a_journal_is_told_in_a_sentence()
    {
        using var fixture = new RunFixture();
        await fixture.RunAsync(options: new() { JournalPath = fixture.Journal });
        Sql.Execute(fixture.Journal, "UPDATE items SET completion = 'null'");
        var error = await Assert.ThrowsAsync<SparseEvalException>(() => fixture.RunAsync(options: new() { JournalPath = fixture.Journal, Resume = true }));
        Assert.Contains("holds an answer that cannot be read", error.Message, StringComparison.Ordinal);
    }
}
