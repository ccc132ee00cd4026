using System.Diagnostics;

namespace SparseEval.Evaluation.Tests;

/// <summary>Runs through real programs: Python scripts in the system's shell, well-behaved and not.</summary>
public sealed class CommandEngineTests : IDisposable
{
    private const string Head = """
        import sys, json, time, os
        def items():
            for line in sys.stdin: yield json.loads(line)
        def score(item): return 1 if len(item["id"]) % 2 == 0 and item["fields"]["family"] in ("f0", "f1") else 0
        def say(**answer): print(json.dumps(answer))

        """;

    private readonly RunFixture _fixture = new(items: 90);

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData(CommandMode.Stream)]
    [InlineData(CommandMode.PerItem)]
    public async Task A_program_reads_the_items_and_its_scores_are_estimated_from(CommandMode mode)
    {
        var record = await RunAsync("""for i in items(): say(id=i["id"], score=score(i), input_tokens=7, output_tokens=2, seconds=0.5, cost=0.25)""", o => o with { Mode = mode }, items: mode == CommandMode.Stream ? 90 : 12);
        Assert.All(record.Items, item => Assert.Equal(Score(item.Id), item.Score));
        Assert.Equal((7 * record.Items.Count, 2 * record.Items.Count), ((int)record.Ledger.Spent.InputTokens!.Value, (int)record.Ledger.Spent.OutputTokens!.Value));
        Assert.Equal(0.5 * record.Items.Count, record.Ledger.Spent.EngineSeconds!.Value, 9);
        Assert.Equal("command", record.Engine.Name);
    }

    [Fact]
    public async Task Answers_may_come_in_any_order_and_texts_and_log_likelihoods_are_scored_here()
    {
        var record = await RunAsync("""
            held = []
            for n, i in enumerate(items()):
                held.append(i)
                if n % 8 == 7:
                    for j in reversed(held):
                        if "options" in j: say(id=j["id"], loglikelihoods=[-1.0 if o == j["answer"] else -9.0 for o in j["options"]])
                        else: say(id=j["id"], text=j["answer"])
                    held = []
            """, scorer: Scorers.Auto(), items: 80);
        Assert.All(record.Items, item => Assert.Equal(1, item.Score));
        Assert.True(record.Ledger.Spent.EngineSeconds!.Value > 0);
    }

    [Fact]
    public async Task A_crash_in_the_middle_costs_the_item_that_causes_it_and_no_other()
    {
        var record = await RunAsync("""
            for i in items():
                if i["id"].endswith("7"): sys.stderr.write("cannot bear sevens\n"); os._exit(3)
                say(id=i["id"], score=score(i))
            """, o => o with { Concurrency = 3 });
        Assert.Equal(9, record.Items.Count(item => item.Score is null));
        Assert.All(record.Items, item => Assert.Equal(item.Id.EndsWith('7') ? null : Score(item.Id), item.Score));
        Assert.Contains("exit code 3", record.Items.First(item => item.Score is null).Error, StringComparison.Ordinal);
        Assert.Contains("cannot bear sevens", record.Items.First(item => item.Score is null).Error, StringComparison.Ordinal);
        // Seen failing (9 of 9) with crashed items at no cost in both their processes; with the second alone at none, the test after this fails.
        Assert.All(record.Items.Where(item => item.Score is null), item => Assert.True(item.Cost is { TokensUnknown: true, EngineTime.Ticks: > 0 }));
        Assert.Null(record.Ledger.Spent.InputTokens);
    }

    [Fact]
    public async Task A_crash_in_a_process_of_the_items_own_costs_its_time()
    {
        await using var engine = RemoteEngines.Command(new() { Command = "python3 -c 'import sys; sys.stdin.read(); sys.exit(3)'", Mode = CommandMode.PerItem }, _fixture.Benchmark);
        var answer = (await engine.RunAsync(new(0, [Scorers.Given().CreateRequest(_fixture.Benchmark.Items[0])]), _fixture.Token))[0];
        Assert.Contains("exit code 3", answer.Error, StringComparison.Ordinal);
        Assert.True(answer.Cost is { TokensUnknown: true, EngineTime.Ticks: > 0 });
    }

    [Theory]
    [InlineData("""say(id=i["id"], score=3)""", "score 3 lies outside [0, 1]")]
    [InlineData("""say(id=i["id"], score="high")""", "which is no number")]
    [InlineData("""say(id=i["id"], verdict=1)""", "no 'score', 'text' or 'error'")]
    [InlineData("""say(id=i["id"], error="tool missing")""", "The command says: tool missing")]
    [InlineData("""say(id=i["id"], score=1, tokens=-4)""", "which is no amount")]
    [InlineData("""say(id=i["id"], score=1, seconds=1e13)""", "which is no amount")]
    [InlineData("""say(id=i["id"], score=1, tokens=5, cached_tokens=1000000)""", "more than the tokens that were read")]
    [InlineData("""say(id=i["id"], loglikelihoods=[-1])""", "were asked for")]
    [InlineData("""say(id=i["id"], loglikelihoods=[1])""", "is above 0")]
    [InlineData("""say(id=i["id"], text="x", truncated="yes")""", "neither true nor false")]
    [InlineData("""say(id=i["id"], text="x", finish_reason="content_filter")""", "withheld the answer")]
    public async Task An_answer_that_cannot_be_used_is_that_items_error(string answer, string told)
    {
        var record = await RunAsync($"for i in items():\n    if i['id'].endswith('5'): {answer}\n    else: say(id=i['id'], score=score(i))");
        Assert.All(record.Items, item => Assert.Equal(item.Id.EndsWith('5'), item.Error?.Contains(told, StringComparison.Ordinal) == true));
    }

    // Seen to fail with both fields passed over: no remark.
    [Theory]
    [InlineData("truncated=True", true), InlineData("finish_reason='length'", true), InlineData("finish_reason='stop'", false), InlineData("truncated=False, finish_reason='length'", false), InlineData("truncated=None", false)]
    public async Task A_program_may_say_that_an_answer_ran_out_of_tokens(string said, bool isTruncated)
    {
        var record = await RunAsync($"for i in items(): say(id=i['id'], score=score(i), {said})");
        Assert.Equal(isTruncated, record.Estimate.Diagnostics.Any(d => d.Code == "SPE0084" && d.Severity == DiagnosticSeverity.Note));
    }

    [Theory]
    [InlineData("""print("Loading model...")""", "is no answer")]
    [InlineData("""print(json.dumps([1, 2]))""", "no object with an 'id'")]
    [InlineData("""print('{"id":"\\ud800","score":1}')""", "is no answer")]
    [InlineData("""print('{"id":"%s","score":1,"score":0}' % i["id"])""", "is no answer")]
    [InlineData("""say(id="somebody else", score=1)""", "was not asked about")]
    [InlineData("""say(id=i["id"], score=1); say(id=i["id"], score=0)""", "a second time")]
    public async Task Lines_that_cannot_be_placed_end_the_run_and_finished_items_are_kept(string line, string told)
    {
        var body = $"n = 0\nfor i in items():\n    n += 1\n    if n == 40:\n        time.sleep(0.5)\n        {line}\n    else: say(id=i['id'], score=score(i))";
        var failed = await Assert.ThrowsAsync<EngineException>(() => RunAsync(body, journal: true));
        Assert.Contains(told, failed.Message, StringComparison.Ordinal);
        Assert.True(Sql.Scalar(_fixture.Journal, "SELECT COUNT(*) FROM items") is >= 30L);
    }

    /// <summary>The program's clock stands still but for the silence of the item that it hangs on, so that no load makes another item late.</summary>
    [Fact]
    public async Task A_program_that_hangs_is_ended_and_its_item_fails()
    {
        var (clock, hung, script) = (new HandClock(), Path.Combine(_fixture.Folder, "hung"), Path.Combine(_fixture.Folder, "hangs.py"));
        File.WriteAllText(script, Head + $$"""
            for i in items():
                if i["id"].endswith("03"):
                    open({{System.Text.Json.JsonSerializer.Serialize(hung)}}, "a").write("hung\n")
                    time.sleep(6000)
                say(id=i["id"], score=score(i))
            """);
        var patience = TimeSpan.FromSeconds(1.5);
        await using var engine = RemoteEngines.Command(new() { Command = $"python3 '{script}'", Timeout = patience, Concurrency = 1, Time = clock }, _fixture.Benchmark);
        for (var i = 0; i < 6; i++)
        {
            var asked = engine.RunAsync(new(0, [Scorers.Given().CreateRequest(_fixture.Benchmark.Items[i])]), _fixture.Token).AsTask();
            if (i == 3)
            {
                await UntilAsync(() => File.Exists(hung));
                await UntilAsync(() => { clock.Pass(patience / 2); return asked.IsCompleted; });
            }
            var answer = (await asked)[0];
            Assert.Equal(i == 3 ? null : Score(answer.ItemId), answer.Score);
            Assert.Equal(i == 3, answer.Error?.Contains("said nothing for 1.5 s", StringComparison.Ordinal) == true);
            Assert.True(i != 3 || answer.Cost.EngineTime >= 2 * patience, $"It cost {answer.Cost.EngineTime}, where the item is waited for twice.");
        }
    }

    [Theory]
    [InlineData("score=1", "is not known")]
    [InlineData("score=1, cost=1 if n % 2 else None", "is not known")]
    [InlineData("score=1, cost=1", null)]
    public async Task A_limit_of_money_is_refused_where_the_program_does_not_say_what_it_spends(string answer, string? told)
    {
        Task<RunRecord> Run() => RunAsync($"n = 0\nfor i in items():\n    n += 1\n    say(id=i['id'], {answer})",
            change: null, plan: _fixture.Plan with { Prices = new(), Watch = new() { Sequence = ConfidenceSequences.All["betting"](), Spending = new() { Money = 8 } } });
        if (told is not null) Assert.Contains(told, (await Assert.ThrowsAsync<SparseEvalException>(Run)).Message, StringComparison.Ordinal);
        else Assert.Equal("8 of money", (await Run()).Watch!.Rule);
    }

    [Theory]
    [InlineData("no-such-program --fast", "exit code 127")]
    [InlineData("python3 -c 'import sys; sys.exit(\"no GPU here\")'", "no GPU here")]
    [InlineData("true", "exit code 0")]
    public async Task A_program_that_cannot_work_ends_the_run_with_its_last_words(string command, string told)
    {
        var failed = await Assert.ThrowsAsync<EngineException>(() => EvaluateAsync(new() { Command = command }, Scorers.Given(), 90));
        Assert.Contains(told, failed.Message, StringComparison.Ordinal);
        Assert.Contains(command, failed.Message, StringComparison.Ordinal);
    }

    /// <summary>Each crash of the stream ends a process: what it held must be let go of while the run goes on. Other tests open handles too, so that programs tell theirs.</summary>
    // Seen failing with processes of the stream that are not disposed of, and with pipes of output and errors that are left to the process (15 open in place of 3).
    [Fact]
    public async Task Processes_that_ended_hold_no_handles()
    {
        if (!Directory.Exists("/proc/self/fd")) Assert.Skip("Open handles are told by /proc.");
        var (script, told) = (Path.Combine(_fixture.Folder, "breaks.py"), Path.Combine(_fixture.Folder, "handles"));
        File.WriteAllText(script, Head + $$"""
            with open({{System.Text.Json.JsonSerializer.Serialize(told)}}, "a") as told: told.write("".join(os.readlink("/proc/self/fd/%d" % i) + "\n" for i in range(3)))
            for n, i in enumerate(items()):
                if n == 1: os._exit(3)
                say(id=i["id"], score=1)
            """);
        var engine = (CommandEngine)RemoteEngines.Command(new() { Command = $"python3 '{script}'", Concurrency = 1 }, _fixture.Benchmark);
        var requests = _fixture.Benchmark.Items.Take(7).Select(Scorers.Given().CreateRequest).ToArray();
        foreach (var request in requests) Assert.Equal(1, (await engine.RunAsync(new(0, [request]), _fixture.Token))[0].Score);
        await engine.LetGo;
        // The last of the stream runs still.
        var (own, open) = (File.ReadAllLines(told), Directory.GetFiles("/proc/self/fd").Select(file => File.ResolveLinkTarget(file, returnFinalTarget: false)?.Name).ToHashSet());
        Assert.Equal((21, 3), (own.Length, own.Distinct().Count(open.Contains)));
        await engine.DisposeAsync();
    }

    // Without the line the item that is answered first pays for the start, and a full run is estimated from it.
    [Fact]
    public async Task The_start_of_a_program_that_says_when_it_is_ready_is_no_items_cost()
    {
        var record = await RunAsync("""
            time.sleep(2)
            print(json.dumps({"ready": True}), flush=True)
            for i in items(): say(id=i["id"], score=1, cost=0.25)
            """, items: 30);
        Assert.All(record.Items, item => Assert.InRange(item.Cost.EngineTime.TotalSeconds, 0, 1));
        Assert.InRange(record.Ledger.Spent.EngineSeconds!.Value, 2, 60);
        Assert.Equal(7.5, record.Ledger.Spent.Money!.Value, 9);
        Assert.Equal(0, new PriceList().Of(new() { EngineTime = TimeSpan.FromSeconds(2) }));
        Assert.InRange(record.Items.Sum(item => item.Cost.EngineTime.TotalSeconds), 0, record.Ledger.Spent.EngineSeconds.Value - 2);
    }

    [Fact]
    public async Task What_it_writes_to_standard_error_is_passed_on()
    {
        using var messages = new StringWriter();
        await RunAsync("""
            sys.stderr.write("loading\n")
            for i in items(): say(id=i["id"], score=1)
            """, o => o with { Messages = messages });
        Assert.Equal("loading", messages.ToString().Trim());
    }

    /// <summary>The script starts a child that would write a file after a while; neither may outlive the cancellation.</summary>
    [Theory]
    [InlineData(CommandMode.Stream)]
    [InlineData(CommandMode.PerItem)]
    public async Task Cancelling_ends_the_program_with_all_that_it_started(CommandMode mode)
    {
        var pids = Path.Combine(_fixture.Folder, "pids");
        using var cancel = new CancellationTokenSource();
        var running = RunAsync($"""
            import subprocess
            for i in items():
                child = subprocess.Popen(["sleep", "600"])
                open({System.Text.Json.JsonSerializer.Serialize(pids)}, "a").write("%d %d\n" % (os.getpid(), child.pid))
                time.sleep(600)
            """, o => o with { Mode = mode, Concurrency = 1 }, token: cancel.Token);
        await UntilAsync(() => File.Exists(pids) && File.ReadAllText(pids).EndsWith('\n'));
        var watch = Stopwatch.StartNew();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
        foreach (var pid in File.ReadAllText(pids).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)) await UntilAsync(() => !IsAlive(pid));
    }

    [Fact]
    public async Task Another_text_of_the_script_is_another_program_to_the_cache()
    {
        using var cache = ResponseCache.Open(Path.Combine(_fixture.Folder, "cache"));
        async Task<int> Cached(string body) => (await RunAsync(body, cache: cache)).Ledger.CachedItems;
        const string One = """for i in items(): say(id=i["id"], score=1)""";
        Assert.Equal(0, await Cached(One));
        Assert.Equal(90, await Cached(One));
        Assert.Equal(0, await Cached(One.Replace("score=1", "score=0", StringComparison.Ordinal)));
    }

    private double Score(string id) => _fixture.Benchmark.Items[_fixture.Benchmark.IndexOf(id)]["family"] is "f0" or "f1" ? 1 : 0;

    private Task<RunRecord> RunAsync(string body, Func<CommandEngineOptions, CommandEngineOptions>? change = null, IScorer? scorer = null, int items = 90, bool journal = false,
        ResponseCache? cache = null, CancellationToken? token = null, RunPlan? plan = null)
    {
        var script = Path.Combine(_fixture.Folder, "run.py");
        File.WriteAllText(script, Head + body);
        var options = new CommandEngineOptions { Command = $"python3 '{script}'" };
        return EvaluateAsync(change?.Invoke(options) ?? options, scorer ?? Scorers.Given(), items, journal, cache, token, plan);
    }

    private async Task<RunRecord> EvaluateAsync(CommandEngineOptions options, IScorer scorer, int items, bool journal = false, ResponseCache? cache = null, CancellationToken? token = null, RunPlan? other = null)
    {
        var plan = (other ?? _fixture.Plan) with { Design = Designs.SimpleRandom(), Budget = Budget.Items(items) };
        await using var engine = RemoteEngines.Command(options, _fixture.Benchmark);
        return await new Evaluator(engine, scorer, new() { JournalPath = journal ? _fixture.Journal : null, Cache = cache, MaxErrorShare = 1 }).RunAsync(plan, token ?? _fixture.Token);
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var i = 0; i < 6000 && !holds(); i++) await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.True(holds());
    }

    private static bool IsAlive(string pid) => File.Exists($"/proc/{pid}/stat") && !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z", StringComparison.Ordinal);
}
