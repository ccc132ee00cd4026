using System.Globalization;
using System.Text.Json;

namespace SparseEval.Cli.Tests;

public sealed class EstimateTests : IDisposable
{
    private readonly CommandLine _cli = new();
    private readonly string _benchmark;

    public EstimateTests() => _benchmark = _cli.Write("tiny.jsonl", string.Concat(Enumerable.Range(0, 40).Select(i =>
        $$"""{"id":"i{{i}}","family":"{{(i % 2 == 0 ? "even" : "odd")}}","prompt":"p{{i}}","answer":"a"}""" + "\n")));

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Scores_of_the_drawn_items_give_the_estimate_of_the_design()
    {
        var ids = await DrawnAsync();
        var scores = _cli.Write("scores.csv", "id,score\n" + string.Concat(ids.Select((id, i) => $"{id},{(i % 4 == 0 ? 0 : 1)}\n")));
        var estimate = await EstimateAsync("--scores", scores, "--by", "family", "--history", "none");
        Assert.Equal(15.0 / 20, estimate.GetProperty("value").GetDouble(), 6);
        Assert.Equal((20, 40), (estimate.GetProperty("n").GetInt32(), estimate.GetProperty("N").GetInt32()));
        Assert.Equal(JsonValueKind.Object, estimate.GetProperty("interval").ValueKind);
    }

    [Fact]
    public async Task Scores_of_other_items_are_refused_unless_I_say_that_they_are_random()
    {
        var scores = _cli.Write("scores.csv", "id,score\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"i{i},{(i % 2).ToString(CultureInfo.InvariantCulture)}\n")));
        var refused = await _cli.RunAsync("estimate", "--benchmark", _benchmark, "--scores", scores);
        Assert.Equal(2, refused.Code);
        Assert.Contains("--assume-random", refused.Error, StringComparison.Ordinal);
        var estimate = await EstimateAsync("--scores", scores, "--assume-random");
        Assert.Equal(0.5, estimate.GetProperty("value").GetDouble(), 6);
    }

    [Fact]
    public async Task A_judge_is_corrected_by_trusted_grades_of_chosen_items()
    {
        var scores = _cli.Write("judge.csv", "id,score\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"i{i},1\n")));
        string[] verb = ["estimate", "--benchmark", _benchmark, "--scores", scores, "--assume-random"];
        var chosen = await _cli.RunAsync([.. verb, "--choose-trusted", "10"]);
        Assert.Equal((0, ""), (chosen.Code, chosen.Error));
        var ids = chosen.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(10, ids.Distinct().Count());
        var trusted = _cli.Write("trusted.csv", "id,score\n" + string.Concat(ids.Select((id, i) => $"{id},{(i < 4 ? 0 : 1)}\n")));
        var estimate = await EstimateAsync("--scores", scores, "--assume-random", "--trusted", trusted);
        Assert.Equal(0.6, estimate.GetProperty("value").GetDouble(), 6);
        Assert.Contains("SPE0028", estimate.GetProperty("diagnostics").EnumerateArray().Select(d => d.GetProperty("code").GetString()));
        // Seen failing with items without a grade dropped in silence: there was no SPE0080.
        _cli.Write("trusted.csv", "id,score\n" + string.Concat(ids.Select((id, i) => $"{id},{(i < 4 ? "" : "1")}\n")));
        var lacking = (await EstimateAsync("--scores", scores, "--assume-random", "--trusted", trusted)).GetProperty("diagnostics").EnumerateArray().Single(d => d.GetProperty("code").GetString() == "SPE0080");
        Assert.StartsWith("4 of 10 chosen items have no trusted grade", lacking.GetProperty("message").GetString(), StringComparison.Ordinal);
        var refused = await _cli.RunAsync([.. verb, "--trusted", trusted, "--estimator", "mean"]);
        Assert.Equal(2, refused.Code);
        Assert.Contains("--estimator has no effect with --trusted", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Items_that_the_judge_doubts_are_graded_more_often_and_come_back_with_their_chances()
    {
        var scores = _cli.Write("judge.csv", "id,score\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"i{i},{(i < 10 ? "0.5" : "1")}\n")));
        string[] verb = ["estimate", "--benchmark", _benchmark, "--scores", scores, "--assume-random"];
        var chosen = await _cli.RunAsync([.. verb, "--choose-trusted", "15", "--trusted-by", "doubt"]);
        Assert.Equal((0, ""), (chosen.Code, chosen.Error));
        var lines = chosen.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("id,chance", lines[0]);
        // 15 (1/2 1/30 + 1/2 1/10) = 1 for those in doubt, and 5 of the 20 others.
        Assert.Equal(10, lines.Count(line => line.EndsWith(",1", StringComparison.Ordinal)));
        var trusted = _cli.Write("trusted.csv", "id,chance,score\n" + string.Concat(lines.Skip(1).Select(line => $"{line},{(line.EndsWith(",1", StringComparison.Ordinal) ? 0 : 1)}\n")));
        // The 10 in doubt are wrong, by half a score each; one of the others stands for four.
        var corrected = await EstimateAsync("--scores", scores, "--assume-random", "--trusted", trusted, "--trusted-by", "doubt");
        Assert.Equal(25 / 30.0 - 5 / (10.0 + 4 * (lines.Length - 11)), corrected.GetProperty("value").GetDouble(), 6);
        var refused = await _cli.RunAsync([.. verb, "--trusted", trusted]);
        Assert.Equal(2, refused.Code);
        Assert.Contains("Add --trusted-by doubt", refused.Error, StringComparison.Ordinal);
        refused = await _cli.RunAsync([.. verb, "--choose-trusted", "15", "--trusted-by", "luck"]);
        Assert.Contains("Give 'equal' or 'doubt'", refused.Error, StringComparison.Ordinal);
        Assert.Contains("no effect without", (await _cli.RunAsync([.. verb, "--trusted-by", "doubt"])).Error, StringComparison.Ordinal);
    }

    // Seen to fail with a column that cannot be read taken for none: the grades were corrected as if all chances were equal.
    [Theory, InlineData("often", "line 3", "chance 'often'"), InlineData("1.5", "line 3", "chance 1.5"), InlineData("-0.2", "line 3", "chance -0.2"), InlineData("0", "'i1'", "chance 0")]
    public async Task A_chance_that_is_none_is_refused_with_and_without_the_flag(string chance, string where, string what)
    {
        var scores = _cli.Write("judge.csv", "id,score\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"i{i},{(i < 10 ? "0.5" : "1")}\n")));
        var trusted = _cli.Write("trusted.csv", "id,chance,score\n" + string.Concat(Enumerable.Range(0, 8).Select(i => $"i{i},{(i == 1 ? chance : "0.5")},1\n")));
        string[] verb = ["estimate", "--benchmark", _benchmark, "--scores", scores, "--assume-random", "--trusted", trusted];
        var refused = await _cli.RunAsync([.. verb, "--trusted-by", "doubt"]);
        Assert.Equal(2, refused.Code);
        Assert.Contains(what, refused.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains(where.Replace("line ", "trusted.csv:", StringComparison.Ordinal), refused.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        refused = await _cli.RunAsync(verb);
        Assert.Equal(2, refused.Code);
        Assert.Contains("Add --trusted-by doubt", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scores_are_weighted_by_a_field()
    {
        var benchmark = _cli.Write("exam.jsonl", string.Concat(Enumerable.Range(0, 40).Select(i =>
            $$"""{"id":"i{{i}}","points":{{i % 4}},"prompt":"p{{i}}","answer":"a"}""" + "\n")));
        var scores = _cli.Write("scores.csv", "id,score\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"i{i},{(i % 4 == 3 ? 1 : 0)}\n")));
        string[] verb = ["estimate", "--benchmark", benchmark, "--scores", scores, "--assume-random", "--format", "json", "--estimand"];
        var outcome = await _cli.RunAsync([.. verb, "weighted:points"]);
        var estimate = JsonDocument.Parse(outcome.Output).RootElement.GetProperty("estimate");
        Assert.Equal((0.5, "weighted(points)"), (estimate.GetProperty("value").GetDouble(), estimate.GetProperty("estimand").GetString()));
        var refused = await _cli.RunAsync([.. verb, "weighted:marks"]);
        Assert.Equal(2, refused.Code);
        Assert.Contains("no field 'marks'", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Epochs_are_averaged_and_their_luck_counts_where_asked()
    {
        var scores = _cli.Write("epochs.csv", "id,epoch,score\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"i{i},1,{i % 2}\ni{i},2,1\n")));
        var (run, expected) = (await EstimateAsync("--scores", scores, "--assume-random"), await EstimateAsync("--scores", scores, "--assume-random", "--inference", "expected"));
        Assert.Equal(0.75, run.GetProperty("value").GetDouble(), 9);
        Assert.Equal(20, run.GetProperty("n").GetInt32());
        Assert.True(expected.GetProperty("standardError").GetDouble() > 1.1 * run.GetProperty("standardError").GetDouble());
    }

    /// <summary>One item lacks a line, one has an empty score; an item without any is SPE0002's.</summary>
    [Fact]
    public async Task Items_with_fewer_epochs_are_counted()
    {
        string Lines(string model) => "id,epoch,score\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"i{i},1,{(i == 5 ? "" : i % 2)}\n{(i == 3 ? "" : $"i{i},2,{(i is 4 or 5 ? "" : model)}\n")}"));
        var scores = _cli.Write("fewer.csv", Lines("1"));
        var told = (await EstimateAsync("--scores", scores, "--assume-random")).GetProperty("diagnostics").EnumerateArray().Where(d => d.GetProperty("code").GetString() == "SPE0071").Select(d => d.GetProperty("message").GetString());
        Assert.StartsWith("2 of 19 items have fewer scored epochs than the 2 of others, 'i3' first with 1.", Assert.Single(told), StringComparison.Ordinal);
        var full = _cli.Write("full.csv", "id,epoch,score\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"i{i},1,1\ni{i},2,0\n")));
        Assert.DoesNotContain("SPE0071", (await EstimateAsync("--scores", full, "--assume-random")).GetRawText(), StringComparison.Ordinal);
        Assert.Contains("2 of 19 items have fewer scored epochs", (await _cli.RunAsync("compare", full, scores, "--benchmark", _benchmark, "--assume-random", "--format", "json")).Output, StringComparison.Ordinal);
        Assert.Contains("fewer scored epochs", (await _cli.RunAsync("gate", "--record", scores, "--benchmark", _benchmark, "--assume-random", "--threshold", "0.5", "--format", "json")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_metrics_come_in_one_table_and_one_record()
    {
        var scores = _cli.Write("metrics.csv", "id,accuracy,f1\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"i{i},{i % 2},{(i == 0 ? "" : "0.25")}\n")));
        string[] verb = ["estimate", "--benchmark", _benchmark, "--scores", scores, "--assume-random", "--metric", "accuracy,f1"];
        var text = await _cli.RunAsync(verb);
        Assert.Equal(0, text.Code);
        Assert.Contains("accuracy   0.5000", text.Output, StringComparison.Ordinal);
        var json = JsonDocument.Parse((await _cli.RunAsync([.. verb, "--simultaneous", "--format", "json"])).Output).RootElement.GetProperty("estimates");
        Assert.Equal(["accuracy", "f1"], json.EnumerateArray().Select(m => m.GetProperty("metric").GetString()));
        Assert.Equal((0.25, 19, 0.975), (json[1].GetProperty("estimate").GetProperty("value").GetDouble(), json[1].GetProperty("estimate").GetProperty("n").GetInt32(),
            json[1].GetProperty("estimate").GetProperty("interval").GetProperty("level").GetDouble()), (a, b) => Math.Abs(a.Item1 - b.Item1) < 1e-9 && a.Item2 == b.Item2 && Math.Abs(a.Item3 - b.Item3) < 1e-9);
        Assert.Equal(2, (await _cli.RunAsync("estimate", "--benchmark", _benchmark, "--scores", scores, "--assume-random", "--metric", "bleu")).Code);
    }

    [Fact]
    public async Task A_missing_score_stays_missing_and_is_remarked()
    {
        var ids = await DrawnAsync();
        var scores = _cli.Write("scores.csv", "id,score\n" + string.Concat(ids.Select((id, i) => $"{id},{(i == 0 ? "" : "1")}\n")));
        var estimate = await EstimateAsync("--scores", scores, "--by", "family");
        Assert.Equal(1, estimate.GetProperty("value").GetDouble(), 6);
        Assert.Equal(19, estimate.GetProperty("n").GetInt32());
        Assert.Contains(estimate.GetProperty("diagnostics").EnumerateArray(), remark => remark.GetProperty("code").GetString() == "SPE0002");
    }

    private async Task<string[]> DrawnAsync()
    {
        var list = Path.Combine(_cli.Folder.FullName, "items.txt");
        var plan = await _cli.RunAsync("plan", "--benchmark", _benchmark, "--model", Path.Combine(CommandLine.Models, "pocket-weak"), "--by", "family", "--limit", "20", "-o", list);
        Assert.Equal((0, ""), (plan.Code, plan.Error));
        return await File.ReadAllLinesAsync(list, TestContext.Current.CancellationToken);
    }

    private async Task<JsonElement> EstimateAsync(params string[] args)
    {
        var outcome = await _cli.RunAsync(["estimate", "--benchmark", _benchmark, "--format", "json", .. args]);
        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        return JsonDocument.Parse(outcome.Output).RootElement.GetProperty("estimate");
    }
}
