using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using SparseEval.TestKit;

namespace SparseEval.Evaluation.Tests;

/// <summary>Runs against a real HTTP server on loopback, well-behaved and not.</summary>
public sealed class OpenAiEngineTests : IDisposable
{
    private const string KeyVariable = "SPARSEEVAL_TEST_KEY";
    private const string Key = "sk-secret-of-the-tests";
    private readonly RunFixture _fixture = new(items: 90);

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_run_against_a_server_scores_what_a_local_engine_scores()
    {
        await using var server = await ScriptedServer.StartAsync(_fixture.Benchmark, _fixture.Scores, new() { Latency = TimeSpan.FromMilliseconds(30) });
        var (local, remote) = (await _fixture.RunAsync(), await RunAsync(server));
        Assert.Equal(local.Items.Select(item => (item.Id, item.Score)), remote.Items.Select(item => (item.Id, item.Score)));
        Assert.Equal(local.Estimate.Interval, remote.Estimate.Interval);
        Assert.Equal(33, server.Requests);
        Assert.InRange(server.MostOpen, 2, 8);
        Assert.True(remote.Ledger.Spent.InputTokens!.Value > 100);
        // The requests by which the server is checked before the first item are spent too.
        Assert.InRange(remote.Ledger.CheckTokens, 15, 120);
        Assert.Equal(remote.Items.Sum(item => item.Cost.InputTokens + item.Cost.OutputTokens) + remote.Ledger.CheckTokens, remote.Ledger.Spent.InputTokens!.Value + remote.Ledger.Spent.OutputTokens!.Value);
        Assert.True(remote.Ledger.Spent.EngineSeconds!.Value > 0);
    }

    [Fact]
    public async Task Chat_generates_and_refuses_multiple_choice()
    {
        var free = new RunFixture(items: 40);
        var items = free.Benchmark.Items.Where(item => !item.IsMultipleChoice).ToArray();
        var benchmark = new Benchmark("free", items);
        await using var server = await ScriptedServer.StartAsync(benchmark, free.Scores);
        var plan = new RunPlan(new(benchmark)) { Design = Designs.SimpleRandom(), Estimator = Estimators.Mean(), Budget = Budget.Fraction(1) };
        var record = await RunAsync(server, plan, options => options with { Interface = OpenAiInterface.Chat, SystemPrompt = "Answer briefly." });
        Assert.All(record.Items, item => Assert.Equal(free.Scores[item.Id], item.Score));
        var refused = await Assert.ThrowsAsync<EngineException>(() => RunAsync(server, null, options => options with { Interface = OpenAiInterface.Chat }));
        Assert.Contains("Chat servers give no log-likelihoods", refused.Message, StringComparison.Ordinal);
        free.Dispose();
    }

    [Fact]
    public async Task Options_of_one_token_take_one_pass_by_named_tokens()
    {
        await using var server = await ScriptedServer.StartAsync(_fixture.Benchmark, _fixture.Scores, new() { NamesTokens = true });
        var local = await _fixture.RunAsync();
        var remote = await RunAsync(server, null, options => options with { LogLikelihoods = LogLikelihoodSource.TokenIds });
        Assert.Equal(local.Items.Select(item => item.Score), remote.Items.Select(item => item.Score));
        var echoed = await RunAsync(server);
        Assert.True(remote.Ledger.Spent.InputTokens!.Value < 0.4 * echoed.Ledger.Spent.InputTokens!.Value);
    }

    [Fact]
    public async Task Busy_broken_cut_off_and_malformed_answers_are_asked_for_again()
    {
        await using var server = await ScriptedServer.StartAsync(_fixture.Benchmark, _fixture.Scores, new() { Misbehave = Misbehave.EveryOther });
        var record = await RunAsync(server);
        Assert.All(record.Items, item => Assert.Equal(_fixture.Scores[item.Id], item.Score));
        Assert.InRange(server.Requests, 45, 150);
    }

    [Fact]
    public async Task A_server_may_say_how_long_to_wait()
    {
        await using var server = await ScriptedServer.StartAsync(_fixture.Benchmark, _fixture.Scores, new() { Misbehave = (number, http) => number > 1 ? Misbehave.No : Misbehave.Busy(http, retryAfter: "1") });
        await using var engine = Engine(server, options => options);
        var started = TimeProvider.System.GetTimestamp();
        var answers = await engine.RunAsync(new(0, [Request(engine)]), _fixture.Token);
        Assert.Null(answers[0].Error);
        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 0.95, 20);
    }

    [Theory]
    [InlineData("choices", "no choices")]
    [InlineData("fewer", "was asked for 4 choices and gave 3")]
    [InlineData("index", "answered for choice 7")]
    [InlineData("logprobs", "no log-probabilities")]
    [InlineData("values", "tokens and")]
    [InlineData("null", "has no log-probability")]
    [InlineData("positive", "above 0")]
    [InlineData("dropped", "and gave")]
    public async Task A_lying_answer_is_that_items_error_and_never_a_score(string lie, string told)
    {
        var lies = false;
        await using var server = await ScriptedServer.StartAsync(_fixture.Benchmark, _fixture.Scores, new() { Twist = answer => lies ? Lie(lie, answer) : answer });
        await using var engine = Engine(server, options => options with { Attempts = 2 });
        Assert.Null((await engine.RunAsync(new(0, [Request(engine)]), _fixture.Token))[0].Error);
        lies = true;
        var answer = (await engine.RunAsync(new(0, [Request(engine)]), _fixture.Token))[0];
        Assert.Contains(told, answer.Error, StringComparison.Ordinal);
        Assert.Null(answer.LogLikelihoods);
        Assert.Null(Scorers.Auto().Score(Choice, answer));
        Assert.InRange(server.Requests, 6, 7);
    }

    [Fact]
    public async Task A_request_that_is_refused_is_that_items_error_without_another_attempt()
    {
        await using var server = await ScriptedServer.StartAsync(_fixture.Benchmark, _fixture.Scores, new() { Misbehave = (number, http) => number <= 3 ? Misbehave.No : Misbehave.Says(http, 400, "maximum context length is 512 tokens") });
        await using var engine = Engine(server, options => options);
        var answer = (await engine.RunAsync(new(0, [Request(engine)]), _fixture.Token))[0];
        Assert.Contains("maximum context length", answer.Error, StringComparison.Ordinal);
        Assert.Equal(4, server.Requests);
    }

    [Fact]
    public async Task A_slow_answer_is_given_up_and_asked_for_again()
    {
        await using var server = await ScriptedServer.StartAsync(_fixture.Benchmark, _fixture.Scores, new() { Misbehave = (number, http) => number > 1 ? Misbehave.No : Misbehave.Hangs(http) });
        await using var engine = Engine(server, options => options with { Timeout = TimeSpan.FromSeconds(1) });
        Assert.Null((await engine.RunAsync(new(0, [Request(engine)]), _fixture.Token))[0].Error);
    }

    [Fact]
    public async Task A_key_goes_to_the_server_and_nowhere_else()
    {
        Environment.SetEnvironmentVariable(KeyVariable, Key);
        string? sent = null;
        await using var server = await ScriptedServer.StartAsync(_fixture.Benchmark, _fixture.Scores, new()
        {
            Misbehave = (_, http) =>
            {
                sent = http.Request.Headers.Authorization;
                return Misbehave.Says(http, 401, $"Incorrect API key provided: {Key}");
            },
        });
        var refused = await Assert.ThrowsAsync<EngineException>(() => RunAsync(server, journal: _fixture.Journal));
        Assert.Equal($"Bearer {Key}", sent);
        Assert.Contains("status 401", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, refused.ToString(), StringComparison.Ordinal);
        Assert.All(Directory.GetFiles(_fixture.Folder), file => Assert.DoesNotContain(Key, File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_dies_ends_the_run_and_loses_nothing()
    {
        await using var server = await ScriptedServer.StartAsync(_fixture.Benchmark, _fixture.Scores, new() { Misbehave = (number, http) => number <= 12 ? Misbehave.No : Misbehave.Says(http, 503, "down") });
        var dead = await Assert.ThrowsAsync<EngineException>(() => RunAsync(server, configure: options => options with { Attempts = 2 }, journal: _fixture.Journal));
        Assert.Contains("resume", dead.Message, StringComparison.Ordinal);
        await using var mended = await ScriptedServer.StartAsync(_fixture.Benchmark, _fixture.Scores);
        var identity = Engine(server, options => options with { Attempts = 2 }).Description;
        var record = await new Evaluator(new Renamed(Engine(mended, options => options), identity), Scorers.Auto(), new() { JournalPath = _fixture.Journal, Resume = true, RetryErrors = true }).RunAsync(_fixture.Plan, _fixture.Token);
        Assert.All(record.Items, item => Assert.Equal(_fixture.Scores[item.Id], item.Score));
        Assert.InRange(mended.Requests, 1, 29);
    }

    [Fact]
    public async Task Requests_a_minute_are_kept_to()
    {
        await using var server = await ScriptedServer.StartAsync(_fixture.Benchmark, _fixture.Scores);
        await using var engine = Engine(server, options => options with { RequestsPerMinute = 600 });
        var started = TimeProvider.System.GetTimestamp();
        var requests = _fixture.Benchmark.Items.Take(12).Select(item => Scorers.Auto().CreateRequest(item)).ToArray();
        Assert.All(await engine.RunAsync(new(0, requests), _fixture.Token), answer => Assert.Null(answer.Error));
        Assert.True(TimeProvider.System.GetElapsedTime(started).TotalSeconds > 0.9, "12 requests at 10 a second took under 0.9 s");
    }

    [Theory]
    [InlineData("ftp://localhost/v1", "is no http or https address")]
    public void An_address_that_cannot_serve_is_refused(string address, string told)
    {
        var refused = Assert.Throws<SparseEvalException>(() => RemoteEngines.OpenAi(new() { Server = new(address), Model = "m" }));
        Assert.Contains(told, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_probe_says_what_a_server_can_do()
    {
        await using var server = await ScriptedServer.StartAsync(_fixture.Benchmark, _fixture.Scores, new() { NamesTokens = true });
        var found = await ServerProbe.RunAsync(Options(server), _fixture.Token);
        Assert.Equal(["scripted"], found.Models);
        Assert.Equal(4096, found.MaxContext);
        Assert.All(new[] { found.Completions, found.Chat, found.Echo, found.TokenIds, found.Repeats }, finding => Assert.True(finding.Works, finding.Detail));
        Assert.False(found.PrefixCache.Works);
        Assert.Null(found.Objection(Options(server), _fixture.Benchmark.Items.Select(Scorers.Auto().CreateRequest)));
    }

    [Fact]
    public async Task A_server_that_echoes_nothing_is_refused_before_it_scores_at_chance()
    {
        await using var server = await ScriptedServer.StartAsync(_fixture.Benchmark, _fixture.Scores, new() { Echoes = false });
        var found = await ServerProbe.RunAsync(Options(server), _fixture.Token);
        Assert.False(found.Echo.Works);
        var refused = await Assert.ThrowsAsync<EngineException>(() => RunAsync(server, configure: options => options with { Attempts = 1 }));
        Assert.True(refused.LacksCapability);
        Assert.Contains("would score at chance", found.Objection(Options(server), [Request(null)]), StringComparison.Ordinal);
        Assert.Contains("chat gives no log-likelihoods", found.Objection(Options(server) with { Interface = OpenAiInterface.Chat }, [Request(null)]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_refuses_to_echo_lacks_the_capability()
    {
        await using var server = await ScriptedServer.StartAsync(_fixture.Benchmark, _fixture.Scores, new() { Misbehave = (_, http) => Misbehave.Says(http, 400, "echo is not supported") });
        var refused = await Assert.ThrowsAsync<EngineException>(() => RunAsync(server));
        Assert.True(refused.LacksCapability);
        Assert.Contains("echo is not supported", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_probe_sees_log_probabilities_that_do_not_depend_on_the_text()
    {
        await using var server = await ScriptedServer.StartAsync(_fixture.Benchmark, _fixture.Scores, new()
        {
            Twist = answer =>
            {
                foreach (var choice in answer["choices"]?.AsArray() ?? [])
                    if (choice!["logprobs"]?["token_logprobs"] is JsonArray logs) for (var i = 0; i < logs.Count; i++) logs[i] = -1.0;
                return answer;
            },
        });
        var found = await ServerProbe.RunAsync(Options(server), _fixture.Token);
        Assert.Contains("the same log-likelihood", found.Echo.Detail, StringComparison.Ordinal);
        Assert.True((await Assert.ThrowsAsync<EngineException>(() => RunAsync(server))).LacksCapability);
        Assert.False(found.Echo.Works);
    }

    private Item Choice => _fixture.Benchmark.Items.First(item => item.IsMultipleChoice);

    private static OpenAiEngineOptions Options(ScriptedServer server) => new() { Server = server.Address, Model = "scripted", Concurrency = 8, KeyVariable = KeyVariable, Attempts = 6 };

    private static IInferenceEngine Engine(ScriptedServer server, Func<OpenAiEngineOptions, OpenAiEngineOptions> configure) => RemoteEngines.OpenAi(configure(Options(server)));

    private EngineRequest Request(IInferenceEngine? _) => Scorers.Auto().CreateRequest(Choice);

    private async Task<RunRecord> RunAsync(ScriptedServer server, RunPlan? plan = null, Func<OpenAiEngineOptions, OpenAiEngineOptions>? configure = null, string? journal = null)
    {
        await using var engine = Engine(server, configure ?? (options => options));
        return await new Evaluator(engine, Scorers.Auto(), new() { JournalPath = journal }).RunAsync(plan ?? _fixture.Plan, _fixture.Token);
    }

    private static JsonObject Lie(string lie, JsonObject answer)
    {
        var choices = answer["choices"]!.AsArray();
        var logprobs = choices[0]!["logprobs"]!.AsObject();
        switch (lie)
        {
            case "choices": answer.Remove("choices"); break;
            case "fewer": choices.RemoveAt(3); break;
            case "index": choices[1]!["index"] = 7; break;
            case "logprobs": choices[0]!["logprobs"] = null; break;
            case "values": logprobs["token_logprobs"]!.AsArray().RemoveAt(0); break;
            case "null": logprobs["token_logprobs"]!.AsArray()[^2] = null; break;
            case "positive": logprobs["token_logprobs"]!.AsArray()[^2] = 3.0; break;
            default: foreach (var part in logprobs) part.Value!.AsArray().RemoveAt(1); break;
        }
        return answer;
    }
}
