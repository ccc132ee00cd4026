using System.Text.Json;

namespace SparseEval.Cli.Tests;

/// <summary><c>sparseeval calibrate</c>: a plan that runs, is bound, says what it measured, and a tiny benchmark that others can run.</summary>
public sealed class CalibrateTests : IDisposable
{
    private readonly CommandLine _cli = new();
    private readonly string _benchmark;
    private readonly string _history;

    public CalibrateTests()
    {
        _benchmark = Items("items.jsonl", "0");
        _history = History("history.csv", 3);
    }

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task A_benchmark_of_one_item_is_no_accident()
    {
        var history = _cli.Write("one.csv", "model,item,score\n" + string.Concat(Enumerable.Range(0, 12).Select(m => $"m{m},i0,{m % 2}\n")));
        var made = await _cli.RunAsync("calibrate", "--benchmark", _cli.Write("one.jsonl", "{\"id\":\"i0\",\"prompt\":\"q\",\"answer\":\"x\"}\n"), "--history", history, "--limit", "1", "--draws", "5", "-o", Path("one.yaml"));
        Assert.Equal((0, ""), (made.Code, made.Error));
    }

    // Before it was asked whether any draw erred: worth 1 item where all scores are 1, worth all 120 where all are 0.
    [Theory, InlineData(0), InlineData(1)]
    public async Task Models_without_any_spread_give_no_worth(int score)
    {
        var history = _cli.Write("alike.csv", "model,item,score\n" + string.Concat(from m in Enumerable.Range(0, 12) from i in Enumerable.Range(0, 120) select $"m{m},i{i},{score}\n"));
        var made = await _cli.RunAsync("calibrate", "--benchmark", _benchmark, "--history", history, "--limit", "20", "--draws", "4", "-o", Path("alike.yaml"));
        Assert.Equal((0, ""), (made.Code, made.Error));
        foreach (var text in new[] { made.Output, await Read(Path("alike.yaml")) }) Assert.DoesNotContain("worth 1", text, StringComparison.Ordinal);
        Assert.Contains("is not defined: no draw erred", await Read(Path("alike.yaml")), StringComparison.Ordinal);
        var tested = await _cli.RunAsync("backtest", "--benchmark", _benchmark, "--history", history, "--budgets", "20", "--draws", "4");
        Assert.Equal(0, tested.Code);
        Assert.Contains("undefined", tested.Output, StringComparison.Ordinal);
    }

    // Before it was refused the estimate called the plan's own draw an assumed one.
    [Fact]
    public async Task A_plan_that_draws_is_not_estimated_as_an_assumed_draw()
    {
        Assert.Equal(0, (await _cli.RunAsync([.. Verb, "--limit", "40", "-o", Path("drawn.yaml")])).Code);
        var scores = _cli.Write("some.csv", "id,score\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"i{i},{i % 2}\n")));
        var refused = await _cli.RunAsync("estimate", Path("drawn.yaml"), "--scores", scores, "--assume-random");
        Assert.Equal((2, ""), (refused.Code, refused.Output));
        Assert.Contains("--assume-random would take the items for another draw", refused.Error, StringComparison.Ordinal);
    }

    private string Items(string name, string answer) => _cli.Write(name, string.Concat(Enumerable.Range(0, 120)
        .Select(i => $$"""{"id":"i{{i}}","task":"sums","doc_id":"{{i}}","family":"f{{i % 3}}","prompt":"{{i}} = \"?\"","answer":"{{answer}}"}""" + "\n")));

    private string History(string name, int seed)
    {
        var random = new Random(seed);
        return _cli.Write(name, "model,item,score\n" + string.Concat(from m in Enumerable.Range(0, 30)
                                                                     from i in Enumerable.Range(0, 120)
                                                                     select $"m{m},i{i},{(random.NextDouble() < 1 / (1 + Math.Exp(i % 11 - 5 - (m - 15) / 5.0)) ? 1 : 0)}\n"));
    }

    private string Path(string name) => System.IO.Path.Combine(_cli.Folder.FullName, name);

    private string[] Verb => ["calibrate", "--benchmark", _benchmark, "--history", _history, "--draws", "4"];

    private static Task<string> Read(string path) => File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);

    [Fact]
    public async Task The_plan_states_its_backtest_and_estimates_scores_of_the_items_that_it_draws()
    {
        var made = await _cli.RunAsync([.. Verb, "--tiny", "40", "-o", Path("tiny.yaml"), "-o", Path("tiny.html")]);
        Assert.Equal(0, made.Code);
        var plan = await Read(Path("tiny.yaml"));
        foreach (var said in new[] { "interval covers", "measured on models left out", "benchmark: 'items.jsonl'", "limit: '40'", "method: 'auto'", "calibration: '1'" }) Assert.Contains(said, plan, StringComparison.Ordinal);
        Assert.True(plan.Contains("breaks even after", StringComparison.Ordinal) || plan.Contains("never breaks even", StringComparison.Ordinal));
        Assert.StartsWith("<!DOCTYPE html>", await Read(Path("tiny.html")), StringComparison.Ordinal);

        var ids = (await Read(Path("tiny/ids.txt"))).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.InRange(ids.Length, 38, 42);
        Assert.Equal(ids, (await Read(Path("tiny/items.jsonl"))).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()));
        var lmEval = JsonDocument.Parse(await Read(Path("tiny/lm-eval-samples.json"))).RootElement.GetProperty("sums").EnumerateArray().Select(p => $"i{p.GetInt32()}");
        Assert.Equal(ids, lmEval);
        Assert.Equal(string.Join(',', ids), (await Read(Path("tiny/inspect-sample-id.txt"))).Trim());

        var scores = _cli.Write("scores.csv", "id,score\n" + string.Concat(ids.Select((id, k) => $"{id},{k % 2}\n")));
        var estimate = await _cli.RunAsync("estimate", Path("tiny.yaml"), "--scores", scores);
        Assert.Equal((0, ""), (estimate.Code, estimate.Error));
        Assert.Contains("95 % CI", estimate.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_model_runs_by_the_plan_and_another_seed_is_allowed()
    {
        Assert.Equal(0, (await _cli.RunAsync([.. Verb, "--limit", "40", "-o", Path("plan.yaml")])).Code);
        foreach (var seed in new[] { "17", "18" })
        {
            var plan = await _cli.RunAsync("plan", Path("plan.yaml"), "--model", System.IO.Path.Combine(CommandLine.Models, "pocket-weak"), "--scorer", "exact_match", "--seed", seed);
            Assert.Equal((0, ""), (plan.Code, plan.Error));
        }
    }

    [Fact]
    public async Task Another_benchmark_history_or_budget_is_refused()
    {
        Assert.Equal(0, (await _cli.RunAsync([.. Verb, "--limit", "40", "-o", Path("plan.yaml")])).Code);
        string[] run = ["export", Path("plan.yaml"), "--to", "ids"];
        Assert.Equal(0, (await _cli.RunAsync(run)).Code);
        await Refused("calibrated for another version of the benchmark", [.. run, "--benchmark", Items("other.jsonl", "1")]);
        await Refused("--limit would change what the plan", [.. run, "--limit", "50"]);
        await Refused("--history would change what the plan", [.. run, "--history", _history]);
        await Refused("--confidence would change what the plan", [.. run, "--confidence", "0.9"]);
        History("history.csv", 4);
        await Refused("calibrated with another history", run);
        History("history.csv", 3);
        _cli.Write("plan.yaml", (await Read(Path("plan.yaml"))).Replace("limit: '40'", "limit: '60'", StringComparison.Ordinal));
        await Refused("its lines or the program's choice have changed", run);
        _cli.Write("plan.yaml", (await Read(Path("plan.yaml"))).Replace("calibration: '1'", "calibration: '9'", StringComparison.Ordinal));
        await Refused("reads calibrated plans of version 1", run);
    }

    /// <summary>Seen to fail with the plan's other keys left behind: the plan that was written could not read the benchmark.</summary>
    [Fact]
    public async Task How_the_benchmark_is_read_and_scored_goes_into_the_plan()
    {
        var items = _cli.Write("published.jsonl", string.Concat(Enumerable.Range(0, 120).Select(i => $$"""{"qid":"i{{i}}","family":"f{{i % 3}}","question":"{{i}} = ?","gold":"0"}""" + "\n")));
        var first = _cli.Write("first.yaml", $"benchmark: {items}\nhistory: {_history}\nscorer: exact_match\nmax-tokens: 7\n");
        string[] map = ["--benchmark-map", "id=qid,prompt=question", "--benchmark-map", "answer=gold"];
        var made = await _cli.RunAsync(["calibrate", first, "--draws", "4", "--limit", "40", .. map, "-o", Path("plan.yaml")]);
        Assert.Equal((0, ""), (made.Code, made.Error));
        var plan = await Read(Path("plan.yaml"));
        foreach (var kept in new[] { "benchmark-map: 'id=qid,prompt=question,answer=gold'", "scorer: 'exact_match'", "max-tokens: '7'" }) Assert.Contains(kept, plan, StringComparison.Ordinal);
        var drawn = await _cli.RunAsync("export", Path("plan.yaml"), "--to", "ids");
        Assert.Equal(0, drawn.Code);
        Assert.InRange(drawn.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length, 38, 42);
    }

    /// <summary>The backtest cannot try an interval that was made of all past models; plan and page state the trials of models left out, and say whose intervals the charts are. Seen to fail with the backtest's own coverage in their place: 98.7 %, where the interval held in 97.8.</summary>
    [Fact]
    public async Task The_coverage_that_is_stated_is_that_of_the_interval_that_is_used()
    {
        var random = new Random(5);
        var graded = _cli.Write("graded.csv", "model,item,score\n" + string.Concat(from m in Enumerable.Range(0, 60) from i in Enumerable.Range(0, 120) select FormattableString.Invariant($"m{m},i{i},{1 - 0.3 * Math.Pow(random.NextDouble(), 4 + m % 10 * 0.2):0.####}\n")));
        var made = await _cli.RunAsync("calibrate", "--benchmark", _benchmark, "--history", graded, "--draws", "4", "--limit", "40", "-o", Path("graded.yaml"), "-o", Path("graded.html"));
        Assert.Equal(0, made.Code);
        var (plan, page) = (await Read(Path("graded.yaml")), await Read(Path("graded.html")));
        var line = System.Text.RegularExpressions.Regex.Match(plan, "95 % interval covers ([0-9.]+) %, ([0-9.]+) points wide, in ([0-9,]+) trials on models left out");
        Assert.True(line.Success, plan);
        var reason = System.Text.RegularExpressions.Regex.Match(plan, "([0-9.]+) wide on average, held in ([0-9.]+) % of trials");
        Assert.Equal(reason.Groups[2].Value, line.Groups[1].Value);
        Assert.Equal(100 * double.Parse(reason.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture), double.Parse(line.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture), 0.051);
        Assert.Contains($"is {line.Groups[2].Value} points wide and held the full score in {line.Groups[1].Value} % of {line.Groups[3].Value} trials", page, StringComparison.Ordinal);
        foreach (var said in new[] { "of the plan&#39;s interval", "The plan&#39;s interval", "of the stated rules", "Intervals here are those of the stated rules" })
            Assert.True(page.Contains(said, StringComparison.Ordinal) || page.Contains(said.Replace("&#39;", "'", StringComparison.Ordinal), StringComparison.Ordinal), said);
    }

    /// <summary>Else the next model would be scored by another rule than the plan was made for.</summary>
    [Fact]
    public async Task A_judge_goes_into_the_plan_with_its_files_as_the_plan_sees_them()
    {
        _cli.Write("rubric.txt", "Grade {response} to {question}.");
        var first = _cli.Write("judged.yaml", $"benchmark: {_benchmark}\nhistory: {_history}\njudge: models/judge\njudge-rubric: rubric.txt\njudge-scale: 1-4\n");
        Directory.CreateDirectory(Path("plans"));
        Assert.Equal(0, (await _cli.RunAsync("calibrate", first, "--draws", "4", "--limit", "40", "-o", Path("plans/judged.yaml"))).Code);
        var plan = await Read(Path("plans/judged.yaml"));
        foreach (var kept in new[] { "judge: '../models/judge'", "judge-rubric: '../rubric.txt'", "judge-scale: '1-4'" }) Assert.Contains(kept, plan, StringComparison.Ordinal);
        _cli.Write("judged.yaml", $"benchmark: {_benchmark}\nhistory: {_history}\njudge: gpt-judge\njudge-server: http://127.0.0.1:9/v1\n");
        Assert.Equal(0, (await _cli.RunAsync("calibrate", first, "--draws", "4", "--limit", "40", "-o", Path("plans/served.yaml"))).Code);
        plan = await Read(Path("plans/served.yaml"));
        foreach (var kept in new[] { "judge: 'gpt-judge'", "judge-server: 'http://127.0.0.1:9/v1'" }) Assert.Contains(kept, plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_inputs_give_the_same_plan()
    {
        await _cli.RunAsync([.. Verb, "--limit", "40", "--threads", "1", "-o", Path("a.yaml")]);
        await _cli.RunAsync([.. Verb, "--limit", "40", "--threads", "2", "-o", Path("b.yaml")]);
        Assert.Equal(await Read(Path("a.yaml")), await Read(Path("b.yaml")));
    }

    [Theory]
    [InlineData("Give exactly one plan file", "--limit", "40", "-o", "plan.json")]
    [InlineData("Give exactly one plan file", "--limit", "40")]
    [InlineData("Keep one", "--limit", "40", "--tiny", "40", "-o", "plan.yaml")]
    [InlineData("does not fit", "--tiny", "4000", "-o", "plan.yaml")]
    [InlineData("which this command reads", "--limit", "40", "-o", "items.jsonl")]
    public async Task A_mistake_is_named(string expected, params string[] flags) => await Refused(expected, [.. Verb, .. flags.Select(f => f.Contains('.', StringComparison.Ordinal) ? Path(f) : f)]);

    private async Task Refused(string expected, params string[] args)
    {
        var outcome = await _cli.RunAsync(args);
        Assert.Equal(2, outcome.Code);
        Assert.Contains(expected, outcome.Error, StringComparison.Ordinal);
    }
}
