using System.Text.Json;
using SparseEval.TestKit;

namespace SparseEval.Evaluation.Tests;

/// <summary>Log-likelihoods that would score at chance, or as the first option, are refused.</summary>
public sealed class ChanceTests : IDisposable
{
    private readonly RunFixture _fixture = new(items: 40);

    public void Dispose() => _fixture.Dispose();

    // Seen failing (the first two "work") while one request was all that was asked, and two unlike numbers were enough.
    [Theory]
    [InlineData("random", false, "when the same was asked again")]
    [InlineData("length", false, "after one question as after another")]
    [InlineData("same", false, "got the same log-likelihood")]
    [InlineData("reversed", true, "which is the wrong way round")]
    [InlineData("noisy", true, "' Paris' -1")]
    public async Task Numbers_that_do_not_come_from_the_text_are_found_out(string kind, bool works, string told)
    {
        var asked = 0;
        var finding = await LikelihoodCheck.AskAsync(takesTexts: true, request => Task.FromResult<IReadOnlyList<double>>((kind, ++asked) switch
        {
            ("random", 1) => [-0.17, -0.1],
            ("random", _) => [-0.11, -0.16],
            ("length", _) => [.. request.Continuations.Select(text => -0.5 * text.Length)],
            ("same", _) => [-1, -1],
            ("reversed", 3) => [-4, -9],
            ("reversed", _) => [-9, -4],
            ("noisy", 3) => [-14, -3],
            var (_, number) => [-1 - (0.05 * number), -12 + (0.1 * number)],
        }));
        Assert.Equal(works, finding.Works);
        Assert.Contains(told, finding.Detail, StringComparison.Ordinal);
        Assert.Equal(kind == "reversed", LikelihoodCheck.Remark(finding) is not null);
    }

    // Seen failing (-0.01) while tokens without a text fell to nobody: the unlikely first part of the letter was left out.
    [Theory]
    [InlineData("Q is", """["Q"," is",""," 日"," the"]""", "[null,-1,-9,-0.01,-2]", -9.01)]
    [InlineData("Q is", """["Q"," i","s 日"," the"]""", "[null,-1,-3,-2]", -3.0)]
    [InlineData("日 is", """["","日"," is"," 日"," the"]""", "[null,-1,-1,-0.5,-2]", -0.5)]
    public void A_letter_of_several_tokens_counts_with_all_of_them(string context, string tokens, string logs, double sum)
    {
        using var choice = JsonDocument.Parse("{\"logprobs\":{\"tokens\":" + tokens + ",\"token_logprobs\":" + logs + "}}");
        var echo = EchoedPrompt.Read(choice.RootElement);
        var (from, to) = echo.Spelled(context, " 日")!.Value;
        Assert.Equal(sum, echo.Sum(from, to), 9);
    }

    // Seen failing (from 0) while a beginning without a log-probability counted as a part of the first letter, and (from 2) while parts of letters fell to nobody.
    [Fact]
    public void What_begins_every_prompt_is_no_part_of_an_option_without_a_question()
    {
        using var choice = JsonDocument.Parse("""{"logprobs":{"tokens":["",""," 日"," the"],"token_logprobs":[null,-9,-0.5,-2]}}""");
        Assert.Equal((1, 3), EchoedPrompt.Read(choice.RootElement).Spelled("", " 日"));
    }

    // Seen failing (no refusal) while ties were answers and nobody asked a server of this protocol first, and (refused after all items, as ties) while nobody asked it.
    [Fact]
    public async Task A_kserve_model_that_gives_one_number_is_refused()
    {
        var two = TwoOptions();
        await using var server = await ScriptedKserve.StartAsync(two, _fixture.Scores, (_, http) => Misbehave.Says(http, 200, """{"outputs":[{"name":"log_likelihood","datatype":"FP32","shape":[2],"data":[-1,-1]}]}"""));
        await using var engine = RemoteEngines.Kserve(new() { Server = server.Address, Model = "scripted" });
        var refused = await Assert.ThrowsAsync<EngineException>(() => RunAsync(engine, two));
        Assert.True(refused.LacksCapability);
        Assert.Contains("would score at chance", refused.Message, StringComparison.Ordinal);
    }

    // Seen failing (no refusal) while options that tied were an answer however often they did.
    [Theory]
    [InlineData("[-2.5,-2.5]", true)]
    [InlineData("[-2.5,-2.5] if n % 3 == 0 else [-1,-2]", false)]
    public async Task Options_that_mostly_tie_are_no_answers(string logs, bool isRefused)
    {
        var two = TwoOptions();
        var program = $"""python3 -c 'import sys,json; [print(json.dumps(dict(id=json.loads(l)["id"],loglikelihoods={logs})),flush=True) for n,l in enumerate(sys.stdin)]'""";
        await using var engine = RemoteEngines.Command(new() { Command = program }, two);
        if (!isRefused)
        {
            Assert.DoesNotContain((await RunAsync(engine, two)).Items, item => item.Score is null);
            return;
        }
        var refused = await Assert.ThrowsAsync<EngineException>(() => RunAsync(engine, two));
        Assert.True(refused.LacksCapability);
        Assert.Contains("Of 20 items with options, 20 got the same log-likelihood for each of theirs", refused.Message, StringComparison.Ordinal);
    }

    // Seen failing (no refusal) while sums above 1 were cut to it.
    [Fact]
    public void Likeliest_tokens_of_more_than_one_together_are_no_answer()
    {
        using var answer = JsonDocument.Parse("""{"choices":[{"index":0,"logprobs":{"top_logprobs":[{" A":-0.1,"A":-0.1," B":-0.05}]}}]}""");
        var request = new LogLikelihoodRequest { ItemId = "x", Context = "A or B?", Continuations = [" A", " B"] };
        Assert.Contains("add up to 2.76", Assert.Throws<MalformedAnswerException>(() => TopTokenScores.Read(request, answer.RootElement)).Message, StringComparison.Ordinal);
    }

    private static Benchmark TwoOptions() => new("two", [.. Enumerable.Range(0, 20).Select(i => new Item($"t{i}", $"Question {i}?", "yes", ["yes", "no"]))]);

    private Task<RunRecord> RunAsync(IInferenceEngine engine, Benchmark benchmark)
    {
        var plan = new RunPlan(new(benchmark)) { Design = Designs.SimpleRandom(), Estimator = Estimators.Mean(), Budget = Budget.Fraction(1) };
        return new Evaluator(engine, Scorers.MultipleChoice()).RunAsync(plan, _fixture.Token);
    }
}
