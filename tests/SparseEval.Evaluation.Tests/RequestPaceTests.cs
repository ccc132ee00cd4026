using SparseEval.TestKit;

namespace SparseEval.Evaluation.Tests;

/// <summary>Requests a minute hold for every request. Seen to fail (all three) with items counted in place of requests: 33 requests of 6 items, 10 a second, took 0.6 s.</summary>
public sealed class RequestPaceTests : IDisposable
{
    private const double Apart = 0.1;
    private readonly RunFixture _fixture = new(items: 90);
    private readonly long _started = TimeProvider.System.GetTimestamp();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Later_attempts_are_held_to_it()
    {
        await using var server = await ServerAsync((number, http) => number <= 10 ? Misbehave.Busy(http, retryAfter: "0") : Misbehave.No);
        await using var engine = RemoteEngines.OpenAi(Options(server));
        var texts = _fixture.Benchmark.Items.Where(item => !item.IsMultipleChoice).Take(10).Select(Scorers.ExactMatch().CreateRequest).ToArray();
        Assert.All(await engine.RunAsync(new(0, texts), _fixture.Token), answer => Assert.Null(answer.Error));
        RequirePace(server, 15);
    }

    [Fact]
    public async Task So_are_the_first_check_and_the_tokenizers_calls()
    {
        await using var server = await ServerAsync(null);
        await using var engine = RemoteEngines.OpenAi(Options(server) with { LogLikelihoods = LogLikelihoodSource.TokenIds });
        var choices = _fixture.Benchmark.Items.Where(item => item.IsMultipleChoice).Take(6).Select(Scorers.MultipleChoice().CreateRequest).ToArray();
        Assert.All(await engine.RunAsync(new(0, choices), _fixture.Token), answer => Assert.Null(answer.Error));
        RequirePace(server, 10);
    }

    /// <summary>Three items of 1,000 tokens, each answered at its third attempt; the last that goes out holds nobody up.</summary>
    // Seen failing (1.1 s) with tokens that are paid once a request.
    [Fact]
    public async Task A_request_that_is_tried_again_pays_for_its_tokens_again()
    {
        var came = 0;
        await using var server = await ServerAsync((number, http) => Interlocked.Increment(ref came) % 3 == 0 ? Misbehave.No : Misbehave.Busy(http, retryAfter: "0"));
        await using var engine = RemoteEngines.OpenAi(Options(server) with { RequestsPerMinute = null, TokensPerMinute = 180_000, Concurrency = 1 });
        var texts = Enumerable.Range(0, 3).Select(i => new GenerationRequest { ItemId = $"q{i}", Context = new string('x', 400), MaxTokens = 899 }).ToArray();
        Assert.All(texts, text => Assert.Equal(1000, engine.Predict(text) is var cost ? cost.InputTokens + cost.OutputTokens : 0));
        await engine.RunAsync(new(0, texts), _fixture.Token);
        Assert.Equal(9, came);
        Assert.InRange(TimeProvider.System.GetElapsedTime(_started).TotalSeconds, 8 / 3.0 - 0.05, 300);
    }

    [Fact]
    public async Task So_is_a_probe()
    {
        await using var server = await ServerAsync(null);
        await ServerProbe.RunAsync(Options(server), _fixture.Token);
        RequirePace(server, 10);
    }

    private Task<ScriptedServer> ServerAsync(Func<int, Microsoft.AspNetCore.Http.HttpContext, Task<bool>>? misbehave) =>
        ScriptedServer.StartAsync(_fixture.Benchmark, _fixture.Scores, new() { NamesTokens = true, Misbehave = misbehave });

    private static OpenAiEngineOptions Options(ScriptedServer server) =>
        new() { Server = server.Address, Model = "scripted", Concurrency = 16, RequestsPerMinute = (int)(60 / Apart), KeyVariable = "SPARSEEVAL_NO_KEY" };

    /// <summary>Load makes requests later and never earlier, so that the time has a least and no most.</summary>
    private void RequirePace(ScriptedServer server, int least)
    {
        Assert.InRange(server.Requests, least, 60);
        Assert.InRange(TimeProvider.System.GetElapsedTime(_started).TotalSeconds, (server.Requests - 1.5) * Apart, 300);
    }
}
