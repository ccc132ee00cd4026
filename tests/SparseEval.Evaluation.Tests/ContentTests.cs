using SparseEval.TestKit;

namespace SparseEval.Evaluation.Tests;

/// <summary>Answers about files that requests name: another file under the old name is another question.</summary>
public sealed class ContentTests
{
    // Seen failing (no item asked; and 100 items of another file found in the test after it) with keys that know a file by its name.
    [Fact]
    public async Task An_item_whose_file_changed_is_asked_anew_and_the_others_are_not()
    {
        using var fixture = new RunFixture();
        using var cache = ResponseCache.Open(Path.Combine(fixture.Folder, "cache"));
        var files = new Dictionary<string, string>();
        var first = await RunAsync(fixture, files, new() { Cache = cache });
        Assert.Equal($"old of {first.Items[0].Id}", first.Items[0].Content);
        first.Write(Path.Combine(fixture.Folder, "record.json"));
        Assert.Equal(first.Items.Select(i => i.Content), RunRecord.Read(Path.Combine(fixture.Folder, "record.json")).Items.Select(i => i.Content));
        Assert.Equal(100, (await RunAsync(fixture, files, new() { Cache = cache })).Ledger.CachedItems);
        files[first.Items[3].Id] = "new";
        foreach (var isFirst in new[] { true, false })
        {
            var again = await RunAsync(fixture, files, new() { Cache = cache });
            Assert.Equal(isFirst ? [first.Items[3].Id] : [], again.Items.Where(i => !i.Cached).Select(i => i.Id));
            Assert.Equal("new", again.Items[3].Content);
        }
        files.Clear();
        Assert.Equal(100, (await RunAsync(fixture, files, new() { Cache = cache })).Ledger.CachedItems);
    }

    /// <summary>The file is looked at when the cache is asked, and read some time later: what was read says what the answer is about.</summary>
    [Fact]
    public async Task An_answer_is_kept_under_what_was_read_for_it()
    {
        using var fixture = new RunFixture();
        using var cache = ResponseCache.Open(Path.Combine(fixture.Folder, "cache"));
        var late = new Dictionary<string, string>();
        await using var engine = new Reading(fixture.Engine(), new Dictionary<string, string>(), read: late);
        foreach (var item in fixture.Benchmark.Items) late[item.Id] = "read later";
        await new Evaluator(engine, Scorers.Auto(), new() { Cache = cache }).RunAsync(fixture.Plan, fixture.Token);
        Assert.Equal(0, (await RunAsync(fixture, new(), new() { Cache = cache })).Ledger.CachedItems);
        Assert.Equal(100, (await RunAsync(fixture, late, new() { Cache = cache })).Ledger.CachedItems);
    }

    [Fact]
    public async Task A_run_is_not_resumed_over_files_that_changed()
    {
        using var fixture = new RunFixture();
        var files = new Dictionary<string, string>();
        var options = new EvaluatorOptions { JournalPath = fixture.Journal, Resume = true };
        var unfinished = fixture.Engine(new() { FailsAfterBatches = 3 });
        await using (var engine = new Reading(unfinished, files, files))
            await Assert.ThrowsAsync<EngineException>(() => new Evaluator(engine, Scorers.Auto(), options).RunAsync(fixture.Plan, fixture.Token));
        files[unfinished.Ran.First()] = "new";
        var error = await Assert.ThrowsAsync<SparseEvalException>(() => RunAsync(fixture, files, options));
        Assert.Contains($"holds answers about files that have changed since: item '{unfinished.Ran.First()}'", error.Message, StringComparison.Ordinal);
        files.Clear();
        var finished = await RunAsync(fixture, files, options);
        Assert.Equal(2, finished.Timings.Sessions);
        files[finished.Items[7].Id] = "new";
        await using var changed = new Reading(fixture.Engine(), files, files);
        var evaluator = new Evaluator(changed, Scorers.Auto());
        Assert.Contains($"The finished run holds answers about files that have changed since: item '{finished.Items[7].Id}'", Assert.Throws<SparseEvalException>(() => evaluator.RequireUnchanged(finished, fixture.Benchmark)).Message, StringComparison.Ordinal);
        files.Clear();
        evaluator.RequireUnchanged(finished, fixture.Benchmark);
    }

    private static async Task<RunRecord> RunAsync(RunFixture fixture, Dictionary<string, string> files, EvaluatorOptions options)
    {
        await using var engine = new Reading(fixture.Engine(), files, files);
        return await new Evaluator(engine, Scorers.Auto(), options).RunAsync(fixture.Plan, fixture.Token);
    }

    /// <summary>Its items name files that hold "old of ID", or what is written there.</summary>
    private sealed class Reading(ScriptedEngine engine, Dictionary<string, string> seen, Dictionary<string, string> read) : IInferenceEngine
    {
        public EngineDescription Description => engine.Description;

        public string? ContentOf(EngineRequest request) => seen.GetValueOrDefault(request.ItemId, $"old of {request.ItemId}");

        public ComputeCost Predict(EngineRequest request) => engine.Predict(request);

        public IReadOnlyList<EngineBatch> Plan(IReadOnlyList<EngineRequest> requests) => engine.Plan(requests);

        public async ValueTask<IReadOnlyList<Completion>> RunAsync(EngineBatch batch, CancellationToken cancellationToken) =>
            [.. (await engine.RunAsync(batch, cancellationToken)).Select(answer => answer with { Content = read.GetValueOrDefault(answer.ItemId, $"old of {answer.ItemId}") })];

        public ValueTask DisposeAsync() => engine.DisposeAsync();
    }
}
