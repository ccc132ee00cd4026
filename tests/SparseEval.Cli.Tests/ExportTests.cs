using System.Text.Json.Nodes;

namespace SparseEval.Cli.Tests;

/// <summary>Drawn items for other tools, and a batch's answers back.</summary>
public sealed class ExportTests : IDisposable
{
    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task A_batch_goes_out_and_its_answers_come_back_as_a_record()
    {
        var items = _cli.Write("items.jsonl", string.Concat(Enumerable.Range(0, 60).Select(i => $"{{\"id\":\"f{i}\",\"prompt\":\"{i} + 1 =\",\"answer\":\"{i + 1}\"}}\n")));
        var requests = Path.Combine(_cli.Folder.FullName, "requests.jsonl");
        string[] drawn = ["--benchmark", items, "--model", "org/m", "--limit", "20", "--seed", "5", "--scorer", "exact_match"];
        var exported = await _cli.RunAsync(["export", "--to", "openai-batch", .. drawn, "-o", requests]);
        Assert.Equal((0, ""), (exported.Code, exported.Output));
        Assert.Contains("20 items", exported.Error, StringComparison.Ordinal);
        var answers = _cli.Write("answers.jsonl", string.Concat(File.ReadLines(requests).Reverse().Select((line, n) => Answer(JsonNode.Parse(line)!, right: n % 4 != 0) + "\n")));
        var ran = await _cli.RunAsync(["run", .. drawn, "--batch-answers", answers, "--format", "json"]);
        Assert.Equal((0, ""), (ran.Code, ran.Error));
        Assert.Equal(0.75, JsonNode.Parse(ran.Output)!["estimate"]!["value"]!.GetValue<double>(), 12);
        var other = await _cli.RunAsync(["run", "--benchmark", items, "--model", "org/m", "--limit", "20", "--seed", "6", "--scorer", "exact_match", "--batch-answers", answers]);
        Assert.Equal(5, other.Code);
        Assert.Contains("no answer for this item", other.Output + other.Error, StringComparison.Ordinal);
    }

    // Before ids were looked at, one of them became two.
    [Fact]
    public async Task An_id_of_two_lines_is_no_line()
    {
        var items = _cli.Write("items.jsonl", string.Concat(Enumerable.Range(0, 4).Select(i => $"{{\"id\":\"f\\n{i}\",\"prompt\":\"q\",\"answer\":\"a\"}}\n")));
        var refused = await _cli.RunAsync("export", "--to", "ids", "--benchmark", items, "--limit", "3");
        Assert.Equal((2, ""), (refused.Code, refused.Output));
        Assert.Contains("The id 'f\\n", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_for_other_harnesses_name_what_plan_draws()
    {
        string[] drawn = ["--limit", "100", "--allocation", "proportional"];
        var ids = (await _cli.RunAsync(["export", "--to", "ids", .. drawn])).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var planned = Path.Combine(_cli.Folder.FullName, "items.txt");
        Assert.Equal(0, (await _cli.RunAsync(["plan", .. drawn, "-o", planned])).Code);
        Assert.Equal(File.ReadLines(planned).Order(StringComparer.Ordinal), ids.Order(StringComparer.Ordinal));
        Assert.Equal(string.Join(',', ids), (await _cli.RunAsync(["export", "--to", "inspect-sample-id", .. drawn])).Output.Trim());
        var samples = JsonNode.Parse((await _cli.RunAsync(["export", "--to", "lm-eval-samples", "--task", "pocket", .. drawn])).Output)!["pocket"]!.AsArray().Select(i => i!.GetValue<int>()).ToArray();
        Assert.Equal(samples.Order().Distinct(), samples);
        Assert.Equal(100, samples.Length);
        Assert.StartsWith("^(?:", (await _cli.RunAsync(["export", "--to", "promptfoo-filter", .. drawn])).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_records_ledger_becomes_codecarbons_table()
    {
        var record = Path.Combine(_cli.Folder.FullName, "record.json");
        Assert.Equal(0, (await _cli.RunAsync("run", "--limit", "60", "--allocation", "proportional", "-o", record)).Code);
        var csv = await _cli.RunAsync("export", "--to", "codecarbon-csv", "--record", record);
        Assert.Equal(0, csv.Code);
        Assert.Equal(2, csv.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task A_record_becomes_a_store_that_imports_back_and_a_history_goes_to_py_irt()
    {
        var (record, store, back) = (Path.Combine(_cli.Folder.FullName, "record.json"), Path.Combine(_cli.Folder.FullName, "store"), Path.Combine(_cli.Folder.FullName, "back"));
        Assert.Equal(0, (await _cli.RunAsync("run", "--limit", "60", "--allocation", "proportional", "-o", record)).Code);
        Assert.Equal(0, (await _cli.RunAsync("export", "--to", "ai-evaluation", "--record", record, "--out", store)).Code);
        Assert.Equal(61, Directory.EnumerateFiles(store, "1.json", SearchOption.AllDirectories).Count());
        var imported = await _cli.RunAsync("import", store, "--metric", "score", "--out", back, "--format", "json");
        Assert.Equal((0, ""), (imported.Code, imported.Error));
        var scores = JsonNode.Parse(File.ReadAllText(record))!["items"]!.AsArray().Select(i => i!["score"]!.GetValue<double>()).ToList();
        Assert.Equal((60, scores.Average()), (JsonNode.Parse(imported.Output)!["items"]!.GetValue<int>(), JsonNode.Parse(imported.Output)!["runs"]![0]!["meanScore"]!.GetValue<double>()));
        var irt = await _cli.RunAsync("export", "--to", "py-irt", "--history", Path.Combine(back, "history.parquet"));
        Assert.Equal(60, JsonNode.Parse(irt.Output)!["responses"]!.AsObject().Count);
        Assert.Equal(0, (await _cli.RunAsync("export", "--to", "matrix-parquet", "--history", Path.Combine(back, "history.parquet"), "-o", Path.Combine(back, "m.parquet"))).Code);
    }

    [Theory]
    [InlineData("Use one of: openai-batch, lm-eval-samples", "--to", "excel")]
    [InlineData("--to is needed")]
    [InlineData("--record is needed", "--to", "codecarbon-csv")]
    [InlineData("--record has no effect on 'py-irt'. Leave it out; it serves codecarbon-csv, ai-evaluation.", "--to", "py-irt", "--history", "h.csv", "--record", "nothere.json")]
    [InlineData("--limit has no effect on 'py-irt'", "--to", "py-irt", "--history", "h.csv", "--limit", "3")]
    [InlineData("--task has no effect on 'matrix-parquet'", "--to", "matrix-parquet", "--history", "h.csv", "--task", "foo", "-o", "m.parquet")]
    [InlineData("--limit has no effect on 'codecarbon-csv'", "--to", "codecarbon-csv", "--record", "r.json", "--limit", "3")]
    [InlineData("--output has no effect on 'ai-evaluation'", "--to", "ai-evaluation", "--record", "r.json", "--out", "store", "-o", "x.json")]
    [InlineData("--carbon-intensity has no effect on 'ai-evaluation'", "--to", "ai-evaluation", "--record", "r.json", "--out", "store", "--carbon-intensity", "0.4")]
    [InlineData("--out has no effect on 'ids'. Leave it out; it serves ai-evaluation.", "--to", "ids", "--out", "folder")]
    [InlineData("--model has no effect on 'ids'", "--to", "ids", "--model", "m")]
    [InlineData("has no field 'task'", "--to", "lm-eval-samples", "--limit", "100")]
    [InlineData("has no effect on 'ids'", "--to", "ids", "--task", "t")]
    [InlineData("by the scores of earlier ones", "--to", "ids", "--design", "adaptive", "--limit", "50")]
    [InlineData("Give it with --model", "--to", "openai-batch", "--limit", "100", "--allocation", "proportional")]
    public async Task Mistakes_are_told(string told, params string[] flags)
    {
        var outcome = await _cli.RunAsync(["export", .. flags]);
        Assert.Equal(2, outcome.Code);
        Assert.Contains(told, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_form_that_is_offered_is_known()
    {
        foreach (var form in Settings.ExportSettings.Forms)
            Assert.DoesNotContain("Use one of", (await _cli.RunAsync("export", "--to", form, "--history", "nothere.csv")).Error, StringComparison.Ordinal);
    }

    private static string Answer(JsonNode request, bool right)
    {
        var sum = int.Parse(request["body"]!["messages"]![0]!["content"]!.GetValue<string>().Split(' ')[0]) + 1;
        var body = new JsonObject { ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["message"] = new JsonObject { ["content"] = right ? $"{sum}" : "?" } }) };
        return new JsonObject { ["custom_id"] = request["custom_id"]!.GetValue<string>(), ["response"] = new JsonObject { ["status_code"] = 200, ["body"] = body }, ["error"] = null }.ToJsonString();
    }
}
