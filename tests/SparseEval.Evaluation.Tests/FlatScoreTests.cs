using System.Text.Json.Nodes;
using SparseEval.TestKit;

namespace SparseEval.Evaluation.Tests;

/// <summary>Log-likelihoods that do not depend on the text score at chance or worse, and must be nobody's score.</summary>
public sealed class FlatScoreTests : IDisposable
{
    private readonly RunFixture _fixture = new(items: 90);

    public void Dispose() => _fixture.Dispose();

    /// <summary>Seen to fail (both) with sums compared in place of log-likelihoods a token: ' xylophone' is more tokens than ' Paris', so that a constant looked like an answer.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_gives_every_token_one_number_is_refused_though_sums_differ(bool countsTokens)
    {
        await using var server = await ScriptedServer.StartAsync(Choices, _fixture.Scores, new() { Twist = answer => Flat(Pieces(answer, countsTokens)) });
        var found = await ServerProbe.RunAsync(Options(server), _fixture.Token);
        Assert.False(found.Echo.Works);
        Assert.Contains("every option got the same log-likelihood a token (-1)", found.Echo.Detail, StringComparison.Ordinal);
        await using var engine = RemoteEngines.OpenAi(Options(server));
        var refused = await Assert.ThrowsAsync<EngineException>(() => RunAsync(engine));
        Assert.True(refused.LacksCapability);
        Assert.Contains("would score at chance", refused.Message, StringComparison.Ordinal);
        // Told at once: the same request would be answered the same.
        Assert.InRange(server.Requests, 1, 20);
    }

    [Fact]
    public async Task Tokens_in_pieces_that_do_tell_options_apart_are_scored()
    {
        await using var server = await ScriptedServer.StartAsync(Choices, _fixture.Scores, new() { Twist = answer => Pieces(answer, countsTokens: false) });
        await using var engine = RemoteEngines.OpenAi(Options(server));
        Assert.All((await RunAsync(engine)).Items, item => Assert.Equal(_fixture.Scores[item.Id], item.Score));
    }

    [Theory]
    [InlineData(LogLikelihoodSource.Echo)]
    [InlineData(LogLikelihoodSource.TokenIds)]
    [InlineData(LogLikelihoodSource.TopTokens)]
    public async Task An_item_whose_options_are_all_alike_is_missing_after_a_check_that_passed(LogLikelihoodSource source)
    {
        var answers = 0;
        await using var server = await ScriptedServer.StartAsync(Choices, _fixture.Scores, new() { NamesTokens = true, Twist = answer => answer["choices"] is null || Interlocked.Increment(ref answers) <= 3 ? answer : Flat(answer) });
        await using var engine = RemoteEngines.OpenAi(Options(server) with { LogLikelihoods = source });
        await RequireMissingAsync(engine);
        Assert.Equal(3 + Choices.Count, answers);
    }

    [Fact]
    public async Task A_program_that_says_one_number_for_all_options_has_not_answered()
    {
        const string program = """python3 -c 'import sys,json; [print(json.dumps(dict(id=(i:=json.loads(l))["id"],loglikelihoods=[-2.5 for o in i["options"]])),flush=True) for l in sys.stdin]'""";
        await using var engine = RemoteEngines.Command(new() { Command = program }, Choices);
        await RequireMissingAsync(engine);
    }

    private Benchmark Choices => new("choices", [.. _fixture.Benchmark.Items.Where(item => item.IsMultipleChoice).Take(12)]);

    private static OpenAiEngineOptions Options(ScriptedServer server) => new() { Server = server.Address, Model = "scripted", Concurrency = 4, Attempts = 3, KeyVariable = "SPARSEEVAL_NO_KEY" };

    private async Task RequireMissingAsync(IInferenceEngine engine)
    {
        var failed = await Assert.ThrowsAsync<EngineException>(() => RunAsync(engine));
        Assert.Contains($"None of the {Choices.Count} items", failed.Message, StringComparison.Ordinal);
        Assert.Contains("very option got the same log-likelihood", failed.Message, StringComparison.Ordinal);
    }

    private Task<RunRecord> RunAsync(IInferenceEngine engine)
    {
        var plan = new RunPlan(new(Choices)) { Design = Designs.SimpleRandom(), Estimator = Estimators.Mean(), Budget = Budget.Fraction(1) };
        return new Evaluator(engine, Scorers.MultipleChoice()).RunAsync(plan, _fixture.Token);
    }

    /// <summary>A tokenizer that divides words: every token of more than six characters is two. Without their texts, tokens have to be counted.</summary>
    private static JsonObject Pieces(JsonObject answer, bool countsTokens)
    {
        foreach (var logprobs in Logprobs(answer).Where(logprobs => logprobs["tokens"] is not null))
        {
            var tokens = logprobs["tokens"]!.AsArray().Zip(logprobs["token_logprobs"]!.AsArray(), (token, log) => (Text: token!.GetValue<string>(), Log: log?.GetValue<double>()))
                .SelectMany(token => token.Text.Length > 6 ? [(token.Text[..5], token.Log), (token.Text[5..], token.Log / 2)] : new[] { token }).ToArray();
            logprobs["tokens"] = countsTokens ? null : new JsonArray([.. tokens.Select(token => (JsonNode)token.Item1)]);
            logprobs["token_logprobs"] = new JsonArray([.. tokens.Select(token => (JsonNode?)token.Item2)]);
            logprobs.Remove("text_offset");
        }
        if (countsTokens) answer.Remove("usage");
        return answer;
    }

    private static JsonObject Flat(JsonObject answer)
    {
        foreach (var logprobs in Logprobs(answer))
        {
            if (logprobs["token_logprobs"] is JsonArray logs) for (var i = 1; i < logs.Count; i++) logs[i] = -1.0;
            foreach (var position in logprobs["top_logprobs"]?.AsArray() ?? [])
                foreach (var token in position!.AsObject().Select(token => token.Key).ToArray()) position[token] = -1.5;
        }
        return answer;
    }

    private static IEnumerable<JsonObject> Logprobs(JsonObject answer) => (answer["choices"]?.AsArray() ?? []).Select(choice => choice!["logprobs"]).OfType<JsonObject>();
}
