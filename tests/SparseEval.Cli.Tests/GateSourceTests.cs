using System.Globalization;
using System.Text.Json;

namespace SparseEval.Cli.Tests;

/// <summary>What a gate takes from records, scores and programs: which score they are about, and which of them carry none.</summary>
public sealed class GateSourceTests : IDisposable
{
    // Scores by the item's number and the epoch; items whose number is in the third argument's list fail.
    private const string Program = """
        import sys, json
        share, failed = float(sys.argv[1]), set(sys.argv[2].split(','))
        for line in sys.stdin:
            asked = json.loads(line)
            n, epoch = int(asked['id'][1:]), asked.get('epoch') or 1
            print(json.dumps({'id': asked['id'], 'error': 'timed out'} if str(n) in failed else {'id': asked['id'], 'score': 1 if (n * 7919 + epoch * 104729) % 97 < share * 97 else 0}))
        """;

    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    // Seen to fail with --baseline taken for a flag of --until.
    [Fact]
    public async Task A_program_is_gated_against_a_baseline()
    {
        var baseline = _cli.Write("old.csv", Scores(100, n => n % 2 == 0 ? "1" : "0"));
        var gate = await GateAsync(["--baseline", baseline, "--max-drop", "0.1", "--sequence", "betting", .. Command(0.9)]);
        Assert.Equal((0, ""), (gate.Code, gate.Error));
        Assert.Contains("GO: ", gate.Output, StringComparison.Ordinal);
        var policy = _cli.Write("gate.yaml", $"version: 1\nbenchmarks:\n  a: {{plan: plan.yaml, max-drop: 0.1, baseline: old.csv}}\n");
        _cli.Write("plan.yaml", $"benchmark: {Items()}\nhistory: none\ncommand: python3 '{_cli.Write("p.py", Program)}' 0.9 none\n");
        var many = await _cli.RunAsync("gate", "--policy", policy, "--work", _cli.Work);
        Assert.Equal((0, ""), (many.Code, many.Error));
    }

    // Seen to fail with the baseline record's validity unread: the gate ran and ended in 5.
    [Fact]
    public async Task An_invalid_record_is_no_baseline()
    {
        var failed = string.Join(',', Enumerable.Range(0, 40));
        var old = Path.Combine(_cli.Folder.FullName, "old.json");
        var ran = await _cli.RunAsync(["run", "--design", "simple-random", "--limit", "all", "-o", old, .. Command(0.9, failed)]);
        Assert.Equal(5, ran.Code);
        var gate = await GateAsync(["--baseline", old, "--max-drop", "0.02", .. Command(0.9)]);
        Assert.Equal((2, ""), (gate.Code, gate.Output));
        Assert.Contains("has no score for 40 of 100 items and is invalid", gate.Error, StringComparison.Ordinal);
        Assert.Equal(5, (await _cli.RunAsync("gate", "--record", _cli.Write("new.csv", Scores(100, n => n < 40 ? "0" : "1")), "--baseline", old, "--max-drop", "0.02")).Code);
    }

    // Seen to fail with each side's missing scores held to 5 % alone: exit code 4.
    [Fact]
    public async Task Pairs_that_lack_a_score_are_counted_together()
    {
        var baseline = _cli.Write("old.csv", Scores(100, n => n < 4 ? "" : n % 2 == 0 ? "1" : "0"));
        var gate = await GateAsync(["--baseline", baseline, "--max-drop", "0", .. Command(0.5, "10,11,12,13")]);
        Assert.Equal((5, ""), (gate.Code, gate.Error));
        Assert.Contains("8 of 100 items that ran lack a score of the model or the baseline", Joined(gate.Output), StringComparison.Ordinal);
    }

    // Seen to fail with the record's target dropped where its interval is made anew: 0.99 gave a width of 0.
    [Theory]
    [InlineData("benchmark", "item", "all")]
    [InlineData("superpopulation", "item", "all")]
    [InlineData("expected", "item", "all")]
    [InlineData("benchmark", "item", "60")]
    [InlineData("superpopulation", "item", "60")]
    [InlineData("expected", "category:family", "60")]
    [InlineData("superpopulation", "category:family", "all")]
    public async Task More_confidence_gives_an_interval_that_holds_the_one_with_less(string target, string estimand, string limit)
    {
        var record = Path.Combine(_cli.Folder.FullName, "r.json");
        var ran = await _cli.RunAsync(["run", "--design", "simple-random", "--limit", limit, "--inference", target, "--estimand", estimand, "--epochs", "3", "-o", record, .. Command(0.7)]);
        Assert.Equal((0, ""), (ran.Code, ran.Error));
        var last = (Lower: 1.0, Upper: 0.0);
        foreach (var confidence in new[] { 0.9, 0.95, 0.99, 0.9995 })
        {
            var now = await IntervalAsync("--record", record, "--threshold", "0.5", "--confidence", confidence.ToString(CultureInfo.InvariantCulture), "--estimand", estimand, "--benchmark", Items());
            Assert.True(now.Lower <= last.Lower + 1e-9 && now.Upper >= last.Upper - 1e-9, $"{now} at {confidence} does not hold {last}");
            Assert.Equal(target == "benchmark" && limit == "all", now.Upper - now.Lower < 1e-9);
            last = now;
        }
    }

    // Seen to fail with the target of a pair taken from nowhere.
    [Fact]
    public async Task A_pair_is_about_what_its_records_are_about_and_both_about_the_same()
    {
        string[] names = ["benchmark", "superpopulation", "expected"];
        foreach (var name in names)
            foreach (var share in new[] { 0.7, 0.75 })
                Assert.Equal(0, (await _cli.RunAsync(["run", "--design", "simple-random", "--limit", "all", "--inference", name, "--epochs", "3", "-o", Place(name, share), .. Command(share)])).Code);
        Assert.Equal(0, Width(await IntervalAsync("--record", Place(names[0], 0.7), "--baseline", Place(names[0], 0.75), "--max-drop", "0.1")), 9);
        foreach (var name in names[1..])
        {
            Assert.True(Width(await IntervalAsync("--record", Place(name, 0.7), "--baseline", Place(name, 0.75), "--max-drop", "0.1")) > 0.02);
            var compared = JsonDocument.Parse((await _cli.RunAsync("compare", Place(name, 0.7), Place(name, 0.75), "--format", "json")).Output).RootElement.GetProperty("pairs")[0].GetProperty("interval");
            Assert.True(compared.GetProperty("upper").GetDouble() - compared.GetProperty("lower").GetDouble() > 0.02);
            var mixed = await _cli.RunAsync("gate", "--record", Place(name, 0.7), "--baseline", Place(names[0], 0.75), "--max-drop", "0.1");
            Assert.Equal(2, mixed.Code);
            Assert.Contains("Run both with the same --inference", mixed.Error, StringComparison.Ordinal);
        }
        Assert.True(Width(await IntervalAsync("--record", Place(names[0], 0.7), "--threshold", "0.1", "--inference", "expected")) > 0.02);
    }

    // Seen to fail with --estimand passed over for given scores.
    [Fact]
    public async Task An_estimand_is_that_of_the_given_scores_or_refused()
    {
        var scores = _cli.Write("s.csv", Scores(100, n => n < 10 ? "0" : "1"));
        async Task<double> ValueAsync(params string[] flags) => JsonDocument.Parse((await _cli.RunAsync(["gate", "--record", scores, "--benchmark", Items(), "--threshold", "0.1", "--format", "json", .. flags])).Output)
            .RootElement.GetProperty("benchmarks")[0].GetProperty("value").GetDouble();
        Assert.Equal(0.9, await ValueAsync(), 9);
        Assert.Equal(0.5, await ValueAsync("--estimand", "category:family"), 9);
        var alone = await _cli.RunAsync("gate", "--record", scores, "--threshold", "0.1", "--estimand", "category:family");
        Assert.Equal(2, alone.Code);
        Assert.Contains("Add --benchmark FILE", alone.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gate", "--threshold", "0.5")]
    [InlineData("run", "--until", "half-width=0.2")]
    public async Task A_run_that_stops_early_refuses_a_score_that_no_sequence_is_about(params string[] flags)
    {
        var plan = _cli.Write("plan.yaml", $"benchmark: {Items()}\nhistory: none\ninference: superpopulation\n");
        var refused = await _cli.RunAsync([flags[0], plan, .. flags[1..], "--command", "python3 -c 'print(1)'", .. flags[0] == "gate" ? ["--work", _cli.Work] : Array.Empty<string>()]);
        Assert.Equal((2, ""), (refused.Code, refused.Output));
        Assert.Contains("is about this benchmark's score as run", refused.Error, StringComparison.Ordinal);
    }

    // Seen to fail with missing scores left out of the verdict: GO.
    [Fact]
    public async Task Missing_scores_count_at_the_worst_end_in_runs_records_and_policies()
    {
        var (failed, baseline) = ("1,2,3,4", _cli.Write("old.csv", Scores(100, n => (n * 7919 + 104729) % 97 < 0.9 * 97 ? "1" : "0")));
        string[] gate = ["--baseline", baseline, "--max-drop", "0.02", "--format", "json"];
        var run = JsonDocument.Parse((await GateAsync([.. gate, .. Command(0.9, failed)])).Output).RootElement.GetProperty("benchmarks")[0];
        var record = Path.Combine(_cli.Folder.FullName, "new.json");
        Assert.Equal(0, (await _cli.RunAsync(["run", "--design", "simple-random", "--limit", "all", "-o", record, .. Command(0.9, failed)])).Code);
        var given = JsonDocument.Parse((await _cli.RunAsync(["gate", "--record", record, .. gate])).Output).RootElement.GetProperty("benchmarks")[0];
        _cli.Write("plan.yaml", $"benchmark: {Items()}\nhistory: none\ncommand: python3 '{_cli.Write("p.py", Program)}' 0.9 {failed}\n");
        var policy = _cli.Write("gate.yaml", "version: 1\ndefaults: {max-drop: 0.02, baseline: old.csv}\nbenchmarks:\n  a: {plan: plan.yaml}\n  b: {record: new.json}\n".Replace("defaults: {max-drop: 0.02, baseline: old.csv}", "defaults: {max-drop: 0.02}", StringComparison.Ordinal)
            .Replace(".yaml}", ".yaml, baseline: old.csv}", StringComparison.Ordinal).Replace(".json}", ".json, baseline: old.csv}", StringComparison.Ordinal));
        async Task<JsonElement[]> PolicyAsync(params string[] flags) => [.. JsonDocument.Parse((await _cli.RunAsync(["gate", "--policy", policy, "--work", _cli.Work, "--format", "json", .. flags])).Output).RootElement.GetProperty("benchmarks").EnumerateArray()];
        // The baseline has three of the four right; where all differences are alike, a fixed sample's interval is wider by the rule for no spread.
        foreach (var one in (JsonElement[])[run, given, .. await PolicyAsync()])
        {
            Assert.True(one.GetProperty("verdict").GetString() == "INCONCLUSIVE", one.GetProperty("sentence").GetString());
            Assert.Equal((96, 4), (one.GetProperty("items").GetInt32(), one.GetProperty("itemsUnscored").GetInt32()));
            Assert.InRange(one.GetProperty("intervalMissingAtWorst").GetProperty("lower").GetDouble(), -0.0401, -0.0299);
            Assert.Contains("with missing scores at their worst, and as missing at random", one.GetProperty("sentence").GetString(), StringComparison.Ordinal);
        }
        foreach (var one in (JsonElement[])[JsonDocument.Parse((await _cli.RunAsync(["gate", "--record", record, .. gate, "--missing-at-random"])).Output).RootElement.GetProperty("benchmarks")[0], .. await PolicyAsync("--missing-at-random")])
        {
            Assert.True(one.GetProperty("missingAtRandom").GetBoolean());
            Assert.Contains("taken as missing at random", one.GetProperty("sentence").GetString(), StringComparison.Ordinal);
        }
        var alone = (await _cli.RunAsync("gate", "--record", record, "--threshold", "0.88")).Code;
        Assert.Equal((4, 0), (alone, (await _cli.RunAsync("gate", "--record", record, "--threshold", "0.88", "--missing-at-random")).Code));
    }

    // Seen to fail with sampled answers passed over: NO-GO without a word about the luck of the run.
    [Fact]
    public async Task A_verdict_on_sampled_answers_says_that_it_is_about_these_runs()
    {
        var record = Path.Combine(_cli.Folder.FullName, "r.json");
        Assert.Equal(0, (await _cli.RunAsync(["run", "--design", "simple-random", "--limit", "all", "--epochs", "3", "-o", record, .. Command(0.7)])).Code);
        var once = JsonDocument.Parse((await _cli.RunAsync("gate", "--record", record, "--threshold", "0.5", "--format", "json")).Output).RootElement;
        Assert.True(once.GetProperty("benchmarks")[0].GetProperty("sampled").GetBoolean());
        Assert.Contains("about these runs and not about the models", once.GetProperty("sentence").GetString(), StringComparison.Ordinal);
        Assert.Contains("SPE0073", once.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("SPE0073", (await _cli.RunAsync("gate", "--record", record, "--threshold", "0.5", "--inference", "expected")).Output, StringComparison.Ordinal);
        var run = await GateAsync(["--threshold", "0.5", "--epochs", "3", .. Command(0.7)]);
        Assert.Contains("about these runs and not about the models", Joined(run.Output), StringComparison.Ordinal);
        Assert.DoesNotContain("SPE0073", (await GateAsync(["--threshold", "0.5", .. Command(0.7)])).Output, StringComparison.Ordinal);
    }

    // Seen to fail with any sequence taken for any gate: GO, NO-GO and GO.
    [Theory]
    [InlineData("two models differ on few items", "--max-drop", "0.1")]
    [InlineData("beyond 0.05", "--threshold", "0.5", "--confidence", "0.99")]
    [InlineData("for scores of 0 and 1 alone", "--threshold", "0.5", "--epochs", "3")]
    public async Task A_normal_approximation_is_refused_where_it_errs(string told, params string[] flags)
    {
        string[] baseline = flags.Contains("--max-drop") ? ["--baseline", _cli.Write("old.csv", Scores(100, _ => "1"))] : [];
        var gate = await GateAsync(["--sequence", "group-sequential", .. flags, .. baseline, .. Command(0.7)]);
        Assert.Equal((2, ""), (gate.Code, gate.Output));
        Assert.Contains(told, gate.Error, StringComparison.Ordinal);
        Assert.Equal((0, ""), await Of("--sequence", "group-sequential", "--threshold", "0.3"));
        _cli.Write("plan.yaml", $"benchmark: {Items()}\nhistory: none\nsequence: group-sequential\ncommand: python3 '{_cli.Write("p.py", Program)}' 0.7 none\n");
        var policy = await _cli.RunAsync("gate", "--policy", _cli.Write("gate.yaml", "version: 1\nbenchmarks:\n  a: {plan: plan.yaml, threshold: 0.3}\n  b: {plan: plan.yaml, threshold: 0.4}\n"), "--work", _cli.Work);
        Assert.Contains("beyond 0.05", policy.Error, StringComparison.Ordinal);

        async Task<(int, string)> Of(params string[] args) => await GateAsync([.. args, .. Command(0.7)]) is var ran ? (ran.Code, ran.Error) : default;
    }

    // Seen to fail with the kind of the record's interval unread: GO.
    [Theory, InlineData("history-calibrated"), InlineData("calibrated-band")]
    public async Task An_interval_that_holds_for_models_like_past_ones_decides_no_gate(string kind)
    {
        var record = Path.Combine(_cli.Folder.FullName, "r.json");
        Assert.Equal(0, (await _cli.RunAsync(["run", "--limit", "60", "-o", record, .. Command(0.7)])).Code);
        var text = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(record))!;
        text["estimate"]!["interval"]!["kind"] = kind;
        var gate = await _cli.RunAsync("gate", "--record", _cli.Write("kind.json", text.ToJsonString()), "--threshold", "0.1");
        Assert.Equal((2, ""), (gate.Code, gate.Output));
        Assert.Contains("a gate decides about models that may", gate.Error, StringComparison.Ordinal);
    }

    private static double Width((double Lower, double Upper) interval) => interval.Upper - interval.Lower;

    private string Place(string name, double share) => Path.Combine(_cli.Folder.FullName, string.Create(CultureInfo.InvariantCulture, $"{name}-{share}.json"));

    private static string Joined(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>100 items, the first ten of family a.</summary>
    private string Items() => _cli.Write("items.jsonl", string.Concat(Enumerable.Range(0, 100).Select(n => $"{{\"id\":\"q{n}\",\"prompt\":\"question {n}\",\"answer\":\"x\",\"family\":\"{(n < 10 ? "a" : "b")}\"}}\n")));

    private static string Scores(int items, Func<int, string> score) => "id,score\n" + string.Concat(Enumerable.Range(0, items).Select(n => $"q{n},{score(n)}\n"));

    private string[] Command(double share, string failed = "none") =>
        ["--benchmark", Items(), "--history", "none", "--command", string.Create(CultureInfo.InvariantCulture, $"python3 '{_cli.Write("p.py", Program)}' {share} {failed}")];

    private async Task<(double Lower, double Upper)> IntervalAsync(params string[] flags)
    {
        var gate = await _cli.RunAsync(["gate", .. flags, "--format", "json"]);
        Assert.True(gate.Error == "", gate.Error);
        var interval = JsonDocument.Parse(gate.Output).RootElement.GetProperty("benchmarks")[0].GetProperty("interval");
        return (interval.GetProperty("lower").GetDouble(), interval.GetProperty("upper").GetDouble());
    }

    private Task<Outcome> GateAsync(params string[] flags) => _cli.RunAsync(["gate", .. flags, "--work", _cli.Work]);
}
