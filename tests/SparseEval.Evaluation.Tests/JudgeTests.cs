using SparseEval.TestKit;

namespace SparseEval.Evaluation.Tests;

public sealed class JudgeTests
{
    private static readonly Benchmark Questions = new("q", [.. Enumerable.Range(0, 40).Select(i => new Item($"i{i:00}", $"Question {i}?", $"answer {i}"))]);

    [Fact]
    public async Task A_judge_grades_on_its_scale()
    {
        var record = await RunAsync(Model(), Judge(prompt => prompt.Contains("right", StringComparison.Ordinal) && prompt.Contains("answer 7", StringComparison.Ordinal) ? " 4" : "2 of 5"), new() { Least = 1, Most = 5 });
        Assert.Equal(0.25, record.Items[0].Score);
        Assert.Equal(0.75, record.Items[7].Score);
        Assert.Equal("given", record.Scorer);
        Assert.Null(record.Positions);
        Assert.Contains("judged by judge", record.Engine.RuntimeVersion, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_judge_that_favours_the_first_place_gives_half_a_point_to_everyone()
    {
        var record = await RunAsync(Model(), Judge(_ => "A"), new() { Against = Questions.Items.ToDictionary(i => i.Id, _ => "other") });
        Assert.All(record.Items, item => Assert.Equal(0.5, item.Score));
        Assert.Equal((40, 40), (record.Positions!.Pairs, record.Positions.Turned));
        Assert.Equal(DiagnosticSeverity.Warning, record.Estimate.Diagnostics.Single(d => d.Code == "SPE0061").Severity);
    }

    [Fact]
    public async Task A_pair_is_asked_in_both_places()
    {
        var asked = new List<string>();
        var record = await RunAsync(Model(), Judge(prompt =>
        {
            lock (asked) asked.Add(prompt);
            return prompt.IndexOf("other", StringComparison.Ordinal) > prompt.IndexOf("\nmine", StringComparison.Ordinal) ? "A" : "B, clearly";
        }), new() { Against = Questions.Items.ToDictionary(i => i.Id, _ => "other") });
        Assert.All(record.Items, item => Assert.Equal(1, item.Score));
        Assert.Equal(80, asked.Distinct().Count());
        Assert.Equal(new PositionRecord(40, 0), record.Positions);
    }

    [Theory, InlineData("excellent"), InlineData("9"), InlineData(""), InlineData("-3")]
    public async Task A_reply_without_a_grade_is_missing_and_never_0(string reply)
    {
        await using var engine = Judges.Of(Model(), Judge(_ => reply), Questions);
        var answer = (await engine.RunAsync(new(0, [Scorers.Given().CreateRequest(Questions.Items[0])]), TestContext.Current.CancellationToken))[0];
        Assert.Contains("holds no grade from 1 to 5", answer.Error, StringComparison.Ordinal);
        Assert.Null(Scorers.Given().Score(Questions.Items[0], answer));
    }

    [Fact]
    public async Task What_model_and_judge_cost_is_added_up_and_another_rubric_is_another_cache_entry()
    {
        await using var judged = Judges.Of(Model(), Judge(_ => "5"), Questions);
        await using var other = Judges.Of(Model(), Judge(_ => "5"), Questions, new() { Rubric = "{response} {question}" });
        var request = Scorers.Given().CreateRequest(Questions.Items[0]);
        var alone = (await Model().RunAsync(new(0, [request]), TestContext.Current.CancellationToken))[0];
        var both = (await judged.RunAsync(new(0, [request]), TestContext.Current.CancellationToken))[0];
        Assert.True(both.Cost.InputTokens > alone.Cost.InputTokens + 100);
        Assert.True(judged.Predict(request).InputTokens > Model().Predict(request).InputTokens);
        Assert.NotEqual(judged.Description.ModelHash, other.Description.ModelHash);
        Assert.Throws<SparseEvalException>(() => Judges.Of(Model(), Judge(_ => "5"), Questions, new() { Rubric = "Grade it." }));
        Assert.Throws<SparseEvalException>(() => Judges.Of(Model(), Judge(_ => "5"), Questions, new() { Least = 9 }));
        Assert.Throws<SparseEvalException>(() => Judges.Of(Model(), Judge(_ => "5"), Questions, new() { Most = 3, Least = 3 }));
    }

    [Fact]
    public async Task A_text_that_looks_like_a_place_stays_as_it_is()
    {
        var seen = "";
        await using var engine = Judges.Of(new ScriptedEngine(r => new() { ItemId = r.ItemId, Cost = ComputeCost.Zero, Text = "{reference} {x}" }), Judge(prompt => (seen = prompt)[..0] + "3"), Questions);
        await engine.RunAsync(new(0, [Scorers.Given().CreateRequest(Questions.Items[0])]), TestContext.Current.CancellationToken);
        Assert.Contains("Answer to grade:\n{reference} {x}\n", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_judge_fails_on_is_missing()
    {
        await using var engine = Judges.Of(Model(), new ScriptedEngine(r => new() { ItemId = r.ItemId, Cost = ComputeCost.Zero, Error = "down." }), Questions);
        Assert.Equal("The judge failed: down.", (await engine.RunAsync(new(0, [Scorers.Given().CreateRequest(Questions.Items[0])]), TestContext.Current.CancellationToken))[0].Error);
    }

    private static ScriptedEngine Model() => new(request => new() { ItemId = request.ItemId, Cost = ComputeCost.Zero, Text = "mine" });

    private static ScriptedEngine Judge(Func<string, string> reply) =>
        new(request => new() { ItemId = request.ItemId, Cost = ComputeCost.Zero, Text = reply(request.Context) }, new() { Model = "judge", ModelHash = "judge-1" });

    private static async Task<RunRecord> RunAsync(IInferenceEngine model, IInferenceEngine judge, JudgeOptions options)
    {
        await using var engine = Judges.Of(model, judge, Questions, options);
        var plan = new RunPlan(new(Questions)) { Design = Designs.SimpleRandom(), Estimator = Estimators.Mean(), Budget = Budget.Fraction(1) };
        return await new Evaluator(engine, Scorers.Given()).RunAsync(plan, TestContext.Current.CancellationToken);
    }
}
