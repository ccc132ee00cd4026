using System.Text.Json.Nodes;
using SparseEval.TestKit;

namespace SparseEval.Evaluation.Tests;

/// <summary>Why a text ended decides whether it is an answer. Seen to fail (8 cases) with reasons unread: withheld and broken-off texts were answers, and none was remarked on as cut.</summary>
public sealed class FinishReasonTests : IDisposable
{
    private readonly RunFixture _fixture = new(items: 90);

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("content_filter", "withheld the answer (finish_reason 'content_filter')", 1)]
    [InlineData("abort", "broke the answer off (finish_reason 'abort')", 2)]
    [InlineData("error", "broke the answer off", 2)]
    public async Task A_text_that_was_withheld_or_broken_off_is_missing(string reason, string told, int requests)
    {
        await using var server = await ServerAsync(reason, text => text);
        await using var engine = Engine(server);
        var answer = (await engine.RunAsync(new(0, [Scorers.ExactMatch().CreateRequest(Texts.Items[0])]), _fixture.Token))[0];
        Assert.Contains(told, answer.Error, StringComparison.Ordinal);
        Assert.Null(answer.Text);
        Assert.True(answer.Cost.OutputTokens > 0);
        Assert.Equal(requests, server.Requests);
    }

    [Theory]
    [InlineData("stop", false, null)]
    [InlineData("length", false, DiagnosticSeverity.Note)]
    [InlineData("length", true, DiagnosticSeverity.Warning)]
    public async Task A_text_that_ran_out_of_tokens_is_scored_and_remarked_on_from_server_cache_and_journal(string reason, bool empties, DiagnosticSeverity? severity)
    {
        await using var server = await ServerAsync(reason, text => empties ? "" : text.Replace("\nand more", "", StringComparison.Ordinal));
        using var cache = ResponseCache.Open(Path.Combine(_fixture.Folder, "responses.db"));
        var first = await RunAsync(server, new() { Cache = cache, JournalPath = _fixture.Journal });
        var resumed = await RunAsync(server, new() { JournalPath = _fixture.Journal, Resume = true });
        var cached = await RunAsync(server, new() { Cache = cache });
        Assert.Equal(Texts.Count, server.Requests);
        foreach (var record in new[] { first, resumed, cached })
        {
            Assert.All(record.Items, item => Assert.Equal(empties ? 0 : _fixture.Scores[item.Id], item.Score));
            var remark = record.Estimate.Diagnostics.SingleOrDefault(d => d.Code == "SPE0084");
            Assert.Equal(severity, remark?.Severity);
            if (remark is not null) Assert.StartsWith($"{Texts.Count} of {Texts.Count} answers ended at the most tokens that were asked for{(empties ? $", {Texts.Count} of them without any text" : "")}", remark.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_stop_text_ends_an_answer_whatever_the_server_says()
    {
        // The scorer's stop text stands in it, and what the server wrote after it is nobody's.
        await using var server = await ServerAsync("length", text => text);
        Assert.DoesNotContain((await RunAsync(server, new())).Estimate.Diagnostics, d => d.Code == "SPE0084");
    }

    [Theory]
    [InlineData("content_filter", "The batch's answer cannot be used: the server withheld the answer")]
    [InlineData("abort", "broke the answer off")]
    [InlineData("length", null)]
    public async Task Batches_say_how_their_texts_ended_too(string reason, string? told)
    {
        var path = Path.Combine(_fixture.Folder, "answers.jsonl");
        JsonObject Line(Item item) => new()
        {
            ["custom_id"] = item.Id,
            ["response"] = new JsonObject { ["status_code"] = 200, ["body"] = new JsonObject { ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["text"] = item.Answer, ["finish_reason"] = reason }) } },
        };
        File.WriteAllLines(path, Texts.Items.Select(item => Line(item).ToJsonString()));
        await using var engine = RemoteEngines.BatchAnswers(path, new() { Model = "m", Interface = OpenAiInterface.Completions });
        var answers = await engine.RunAsync(new(0, [.. Texts.Items.Select(Scorers.ExactMatch().CreateRequest)]), _fixture.Token);
        Assert.All(answers, answer => Assert.Equal((told is null, told is null), (answer.Error is null, answer.IsTruncated)));
        if (told is not null) Assert.Contains(told, answers[0].Error, StringComparison.Ordinal);
    }

    private Benchmark Texts => new("texts", [.. _fixture.Benchmark.Items.Where(item => !item.IsMultipleChoice).Take(10)]);

    private Task<ScriptedServer> ServerAsync(string reason, Func<string, string> text) => ScriptedServer.StartAsync(Texts, _fixture.Scores, new()
    {
        Twist = answer =>
        {
            foreach (var choice in answer["choices"]?.AsArray() ?? []) (choice!["finish_reason"], choice["text"]) = (reason, text(choice["text"]!.GetValue<string>()));
            return answer;
        },
    });

    private static IInferenceEngine Engine(ScriptedServer server) =>
        RemoteEngines.OpenAi(new() { Server = server.Address, Model = "scripted", Concurrency = 4, Attempts = 2, KeyVariable = "SPARSEEVAL_NO_KEY" });

    private async Task<RunRecord> RunAsync(ScriptedServer server, EvaluatorOptions options)
    {
        await using var engine = Engine(server);
        var plan = new RunPlan(new(Texts)) { Design = Designs.SimpleRandom(), Estimator = Estimators.Mean(), Budget = Budget.Fraction(1) };
        return await new Evaluator(engine, Scorers.ExactMatch(), options).RunAsync(plan, _fixture.Token);
    }
}
