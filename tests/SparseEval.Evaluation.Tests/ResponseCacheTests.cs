using SparseEval.TestKit;

namespace SparseEval.Evaluation.Tests;

public sealed class ResponseCacheTests
{
    [Fact]
    public async Task A_second_run_asks_the_engine_nothing_and_its_items_cost_nothing_anew()
    {
        using var fixture = new RunFixture();
        using var cache = ResponseCache.Open(Path.Combine(fixture.Folder, "cache"));
        var first = await fixture.RunAsync(options: new() { Cache = cache });
        var engine = fixture.Engine();
        var second = await fixture.RunAsync(engine, new() { Cache = cache });
        Assert.Empty(engine.Ran);
        Assert.Equal(100, cache.Count);
        Assert.Equal((100, 0), (second.Ledger.CachedItems, second.Ledger.Spent.Items.Value));
        Assert.Equal(0, second.Ledger.Spent.InputTokens!.Value);
        Assert.Equal(first.Estimate.Value, second.Estimate.Value);
        Assert.Equal(first.Items.Select(i => i.Cost), second.Items.Select(i => i.Cost));
    }

    [Fact]
    public async Task Only_what_is_missing_is_run_when_the_cache_knows_part_of_a_batch()
    {
        using var fixture = new RunFixture();
        using var cache = ResponseCache.Open(Path.Combine(fixture.Folder, "cache"));
        var few = await fixture.RunAsync(options: new() { Cache = cache }, plan: fixture.Plan with { Budget = Budget.Items(40) });
        var engine = fixture.Engine();
        var more = await fixture.RunAsync(engine, new() { Cache = cache });
        Assert.Equal(60, engine.Ran.Count);
        Assert.Empty(engine.Ran.Intersect(few.Items.Select(i => i.Id)));
        Assert.Equal(40, more.Ledger.CachedItems);
        Assert.Equal((await fixture.RunAsync()).Estimate.Value, more.Estimate.Value);
    }

    [Fact]
    public async Task Another_model_and_another_question_find_nothing()
    {
        using var fixture = new RunFixture();
        using var cache = ResponseCache.Open(Path.Combine(fixture.Folder, "cache"));
        await fixture.RunAsync(options: new() { Cache = cache });
        var other = fixture.Engine(new() { ModelHash = "other" });
        await fixture.RunAsync(other, new() { Cache = cache });
        Assert.Equal(100, other.Ran.Count);
        var request = new LogLikelihoodRequest { ItemId = "x", Context = "ab", Continuations = ["c", "d"] };
        cache.Add(other.Description, [(request, new() { ItemId = "x", LogLikelihoods = [-1, -2], Cost = ComputeCost.Zero })]);
        Assert.Equal("y", cache.Find(other.Description, request with { ItemId = "y" })!.ItemId);
        Assert.Null(cache.Find(other.Description, request with { Context = "a", Continuations = ["bc", "d"] }));
        Assert.Null(cache.Find(other.Description, request with { Continuations = ["c", "d", "e"] }));
        Assert.Null(cache.Find(other.Description with { Precision = "fp16" }, request));
        Assert.Null(cache.Find(other.Description with { Provider = "cuda" }, request));
        Assert.Null(cache.Find(other.Description, new GenerationRequest { ItemId = "x", Context = "ab", MaxTokens = 4 }));
    }

    [Fact]
    public async Task Errors_are_not_kept()
    {
        using var fixture = new RunFixture();
        using var cache = ResponseCache.Open(Path.Combine(fixture.Folder, "cache"));
        fixture.Scores[(await fixture.RunAsync()).Items[0].Id] = null;
        await fixture.RunAsync(options: new() { Cache = cache });
        Assert.Equal(99, cache.Count);
    }

    [Fact]
    public void A_broken_file_is_told_in_a_sentence()
    {
        using var fixture = new RunFixture();
        var path = Path.Combine(fixture.Folder, "cache");
        File.WriteAllText(path, new string('y', 4096));
        var error = Assert.Throws<SparseEvalException>(() => ResponseCache.Open(path));
        Assert.Contains("Delete it, or give another path: only saved answers are lost.", error.Message, StringComparison.Ordinal);
        using (ResponseCache.Open(path + "2")) { }
        var bytes = File.ReadAllBytes(path + "2");
        Array.Fill(bytes, (byte)7, 100, bytes.Length - 100);
        File.WriteAllBytes(path + "2", bytes);
        Assert.Throws<SparseEvalException>(() => ResponseCache.Open(path + "2"));
    }

    [Fact]
    public async Task Items_that_ask_the_same_question_are_answered_alike_however_far_the_engine_is()
    {
        using var fixture = new RunFixture(free: false);
        // Every item is asked three times under other ids, ten batches apart: further than the pipeline looks ahead.
        var items = Enumerable.Range(0, 3).SelectMany(copy => fixture.Benchmark.Items.Take(80).Select(item =>
            new Item($"{copy}-{item.Id}", item.Prompt, item.Answer, item.Options, item.Fields))).ToList();
        var benchmark = new Benchmark("thrice", items);
        var plan = fixture.Plan with { Frame = new(benchmark), Budget = Budget.Fraction(1) };
        using var cache = ResponseCache.Open(Path.Combine(fixture.Folder, "cache"));
        var first = await Run(new() { Cache = cache, JournalPath = fixture.Journal }, failsAfter: 15);
        var run = await Run(new() { Cache = cache, JournalPath = fixture.Journal, Resume = true });
        Assert.Null(first);
        Assert.Equal((0, 240), (run!.Ledger.CachedItems, run.Ledger.Spent.Items.Value));
        Assert.Equal(80, cache.Count);
        Assert.Equal(240, (await Run(new() { Cache = cache }))!.Ledger.CachedItems);

        async Task<RunRecord?> Run(EvaluatorOptions options, int? failsAfter = null)
        {
            var scores = items.ToDictionary(item => item.Id, _ => (double?)1);
            var engine = new ScriptedEngine(benchmark, scores, new() { FailsAfterBatches = failsAfter, Predicted = _ => new() { InputTokens = 1 }, Delay = TimeSpan.FromMilliseconds(5) });
            var running = new Evaluator(engine, Scorers.Auto(), options).RunAsync(plan, fixture.Token);
            if (failsAfter is null) return await running;
            await Assert.ThrowsAsync<EngineException>(() => running);
            return null;
        }
    }

    // Seen failing (5 of 5) with rows taken as they stand: half a row was an error of the cache, and the others were answers.
    [Theory]
    [InlineData("{ half")]
    [InlineData("{}")]
    [InlineData("""{"logLikelihoods":[-1]}""")]
    [InlineData("""{"logLikelihoods":[-1,"NaN"]}""")]
    [InlineData("""{"logLikelihoods":[-1,-2],"inputTokens":-5}""")]
    public void A_damaged_answer_is_asked_for_anew_and_replaced(string row)
    {
        using var fixture = new RunFixture();
        var path = Path.Combine(fixture.Folder, "cache");
        var engine = fixture.Engine().Description;
        var request = new LogLikelihoodRequest { ItemId = "x", Context = "ab", Continuations = ["c", "d"] };
        (EngineRequest, Completion)[] answer = [(request, new() { ItemId = "x", LogLikelihoods = [-1, -2], Cost = ComputeCost.Zero })];
        using (var cache = ResponseCache.Open(path)) cache.Add(engine, answer);
        Sql.Execute(path, $"UPDATE responses SET completion = '{row}'");
        using var damaged = ResponseCache.Open(path);
        Assert.Null(damaged.Find(engine, request));
        damaged.Add(engine, answer);
        Assert.Equal([-1, -2], damaged.Find(engine, request)!.LogLikelihoods!);
    }

    // Seen to fail on keys without the item: the second run of a program took one item's answer for all with its prompt.
    [Fact]
    public void Items_with_one_prompt_share_an_answer_of_a_model_and_not_of_a_program()
    {
        static byte[] Key(string engine, string item) => CacheKey.Of(
            new() { Name = engine, Model = "m", ModelHash = "h", Provider = "p", Precision = "fp32" }, new GenerationRequest { ItemId = item, Context = "the same prompt", MaxTokens = 5 });
        Assert.Equal(Key("onnx", "a"), Key("onnx", "b"));
        Assert.NotEqual(Key("command", "a"), Key("command", "b"));
        Assert.Equal(Key("command", "a"), Key("command", "a"));
    }
}
