using System.Text.Json.Nodes;
using SparseEval.TestKit;

namespace SparseEval.Evaluation.Tests;

/// <summary>Servers that people run say the same things in their own ways; each gives the scores of a plain one.</summary>
public sealed class ServerConventionTests : IDisposable
{
    private readonly RunFixture _fixture = new(items: 90);

    public void Dispose() => _fixture.Dispose();

    public static TheoryData<string, int> Echoes => new() { { nameof(Conventions.Beginning), 33 }, { nameof(Conventions.NoOffsets), 33 }, { nameof(Conventions.NoSpaces), 34 }, { nameof(Conventions.NumbersAlone), 34 } };

    [Theory]
    [MemberData(nameof(Echoes))]
    public async Task Echoed_options_are_told_from_their_question_whatever_the_server_says_of_its_tokens(string convention, int requests)
    {
        await using var plain = await ScriptedServer.StartAsync(_fixture.Benchmark, _fixture.Scores);
        await using var server = await ScriptedServer.StartAsync(_fixture.Benchmark, _fixture.Scores, new() { Twist = Twist(convention) });
        await using var engine = RemoteEngines.OpenAi(Options(plain));
        await using var other = RemoteEngines.OpenAi(Options(server));
        var asked = _fixture.Benchmark.Items.Where(item => item.IsMultipleChoice).Take(30).Select(Scorers.Auto().CreateRequest).ToArray();
        var (expected, found) = (await engine.RunAsync(new(0, asked), _fixture.Token), await other.RunAsync(new(0, asked), _fixture.Token));
        Assert.All(found, answer => Assert.Null(answer.Error));
        Assert.Equal(expected.SelectMany(answer => answer.LogLikelihoods!), found.SelectMany(answer => answer.LogLikelihoods!));
        Assert.Equal(requests, server.Requests);
        // What it takes to find out is spent, and said.
        Assert.Equal(requests > 33, other.CheckCost.InputTokens > 1.4 * engine.CheckCost.InputTokens);
    }

    [Fact]
    public async Task Llama_cpp_scores_options_of_one_token_by_likeliest_tokens_and_says_its_context()
    {
        await using var server = await ScriptedServer.StartAsync(_fixture.Benchmark, _fixture.Scores, new() { Echoes = false, Twist = Conventions.LlamaCpp });
        var found = await ServerProbe.RunAsync(Options(server), _fixture.Token);
        Assert.Equal((2048L, false, true, true), (found.MaxContext!.Value, found.Echo.Works, found.TopTokens.Works, found.ChatTopTokens.Works));
        await AssertScoresAsync(server, OpenAiInterface.Completions);
    }

    [Fact]
    public async Task Tgi_scores_options_of_one_token_by_chat_and_says_its_context()
    {
        await using var server = await ScriptedServer.StartAsync(_fixture.Benchmark, _fixture.Scores, new() { Misbehave = (_, http) => Conventions.Tgi(http) });
        var found = await ServerProbe.RunAsync(Options(server) with { TopTokens = 5 }, _fixture.Token);
        Assert.Equal((1024L, false, true), (found.MaxContext!.Value, found.Echo.Works, found.ChatTopTokens.Works));
        var more = await ServerProbe.RunAsync(Options(server), _fixture.Token);
        Assert.Contains("top_n_tokens", more.ChatTopTokens.Detail, StringComparison.Ordinal);
        Assert.Contains("by chat", more.Objection(Options(server) with { Interface = OpenAiInterface.Chat, LogLikelihoods = LogLikelihoodSource.TopTokens }, [Scorers.MultipleChoice().CreateRequest(Choices.Items[0])]), StringComparison.Ordinal);
        await AssertScoresAsync(server, OpenAiInterface.Chat, most: 5);
    }

    [Fact]
    public async Task A_probe_sees_a_prefix_cache_and_answers_that_do_not_repeat()
    {
        var (seen, answers) = (new HashSet<int>(), 0);
        await using var server = await ScriptedServer.StartAsync(_fixture.Benchmark, _fixture.Scores, new()
        {
            Twist = answer =>
            {
                if (answer["usage"] is JsonObject usage && usage["prompt_tokens"]!.GetValue<int>() is > 100 and var read && !seen.Add(read)) usage["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = read - 1 };
                foreach (var choice in answer["choices"]?.AsArray() ?? []) choice!["text"] = $"answer {answers++}";
                return answer;
            },
        });
        var found = await ServerProbe.RunAsync(Options(server), _fixture.Token);
        Assert.Equal((false, "three answers to the same request are 3 different texts"), (found.Repeats.Works, found.Repeats.Detail));
        Assert.Matches("^[0-9]+ of [0-9]+ tokens of a repeated prompt came from it$", found.PrefixCache.Detail);
        Assert.InRange(found.Cost.CachedTokens, 400, found.Cost.InputTokens / 2);
    }

    [Fact]
    public async Task An_option_that_is_not_among_the_likeliest_tokens_leaves_its_item_missing()
    {
        await using var server = await ScriptedServer.StartAsync(_fixture.Benchmark, _fixture.Scores);
        await using var engine = RemoteEngines.OpenAi(Options(server) with { LogLikelihoods = LogLikelihoodSource.TopTokens, TopTokens = 3 });
        var answer = (await engine.RunAsync(new(0, [Scorers.MultipleChoice().CreateRequest(Choices.Items[0])]), _fixture.Token))[0];
        Assert.Contains("is not among the 3 likeliest tokens", answer.Error, StringComparison.Ordinal);
        Assert.Null(answer.LogLikelihoods);
        Assert.Equal(4, server.Requests);
    }

    [Fact]
    public async Task Tokens_of_answers_that_could_not_be_used_are_spent_too()
    {
        var lies = 0;
        await using var server = await ScriptedServer.StartAsync(_fixture.Benchmark, _fixture.Scores, new()
        {
            Twist = answer =>
            {
                if (lies-- > 0 && answer["choices"]![0]!["logprobs"]!["token_logprobs"] is JsonArray logs) logs[^2] = 1.0;
                return answer;
            },
        });
        await using var engine = RemoteEngines.OpenAi(Options(server) with { Attempts = 3 });
        var honest = await CostAsync(0);
        Assert.Equal(2 * honest.InputTokens, (await CostAsync(1)).InputTokens);
        Assert.Equal(3 * honest.OutputTokens, (await CostAsync(3, fails: true)).OutputTokens);

        async Task<ComputeCost> CostAsync(int times, bool fails = false)
        {
            lies = times;
            var answer = (await engine.RunAsync(new(0, [Scorers.MultipleChoice().CreateRequest(Choices.Items[0])]), _fixture.Token))[0];
            Assert.Equal(fails, answer.Error is not null);
            return answer.Cost;
        }
    }

    private Benchmark Choices => new("choices", [.. _fixture.Benchmark.Items.Where(item => item.IsMultipleChoice)]);

    private async Task AssertScoresAsync(ScriptedServer server, OpenAiInterface kind, int most = 20)
    {
        await using var engine = RemoteEngines.OpenAi(Options(server) with { Interface = kind, LogLikelihoods = LogLikelihoodSource.TopTokens, TopTokens = most });
        var plan = new RunPlan(new(Choices)) { Design = Designs.SimpleRandom(), Estimator = Estimators.Mean(), Budget = Budget.Fraction(1) };
        var record = await new Evaluator(engine, Scorers.MultipleChoice()).RunAsync(plan, _fixture.Token);
        Assert.All(record.Items, item => Assert.Equal(_fixture.Scores[item.Id], item.Score));
    }

    private static Func<JsonObject, JsonObject> Twist(string convention) => convention switch
    {
        nameof(Conventions.Beginning) => Conventions.Beginning,
        nameof(Conventions.NoOffsets) => Conventions.NoOffsets,
        nameof(Conventions.NoSpaces) => Conventions.NoSpaces,
        _ => Conventions.NumbersAlone,
    };

    private static OpenAiEngineOptions Options(ScriptedServer server) => new() { Server = server.Address, Model = "scripted", Concurrency = 8, KeyVariable = "SPARSEEVAL_TEST_KEY", Attempts = 6 };
}
