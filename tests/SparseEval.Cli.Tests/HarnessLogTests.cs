using System.Text.Json;
using System.Text.Json.Nodes;

namespace SparseEval.Cli.Tests;

/// <summary>Items go out to another harness, and its log comes back as an estimate under the benchmark's own ids.</summary>
public sealed class HarnessLogTests : IDisposable
{
    private const int Items = 80;
    private readonly CommandLine _cli = new();
    private readonly string _benchmark;
    private readonly string[] _drawn;

    public HarnessLogTests()
    {
        _benchmark = _cli.Write("items.jsonl", string.Concat(Enumerable.Range(0, Items).Select(i => $"{{\"id\":\"q{i}\",\"prompt\":\"{i} + 1 =\",\"answer\":\"{i + 1}\"}}\n")));
        _drawn = ["--benchmark", _benchmark, "--limit", "24", "--seed", "7"];
    }

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Lm_eval_runs_the_rows_that_it_was_given_and_its_samples_are_estimated_from()
    {
        var rows = JsonNode.Parse((await _cli.RunAsync(["export", "--to", "lm-eval-samples", "--task", "sums", .. _drawn])).Output)!["sums"]!.AsArray().Select(row => row!.GetValue<int>());
        var log = _cli.Write("samples_sums_2026-01-01T00-00-00.000000.jsonl", string.Concat(rows.Select(row => JsonSerializer.Serialize(new
        {
            doc_id = row,
            doc = new { question = $"{row} + 1 =" },
            target = $"{row + 1}",
            arguments = new { gen_args_0 = new { arg_0 = $"{row} + 1 =" } },
            resps = new[] { new[] { "?" } },
            filtered_resps = new[] { "?" },
            filter = "none",
            metrics = new[] { "exact_match" },
            doc_hash = $"{row:x64}",
            prompt_hash = "p",
            target_hash = "t",
            exact_match = Score(row),
        }) + "\n")));
        await AssertAgreesAsync(rows, log, "--task", "sums");
        var without = await _cli.RunAsync(["estimate", "--scores", log, .. _drawn]);
        Assert.Equal(2, without.Code);
        Assert.Contains("has a score of 'sums/", without.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Promptfoo_runs_the_tests_that_fit_and_its_output_is_estimated_from()
    {
        var pattern = (await _cli.RunAsync(["export", "--to", "promptfoo-filter", .. _drawn])).Output.Trim();
        // promptfoo numbers the tests that are left.
        var rows = Enumerable.Range(0, Items).Where(i => System.Text.RegularExpressions.Regex.IsMatch($"q{i}", pattern)).ToList();
        var log = _cli.Write("output.jsonl", string.Concat(rows.Select((row, n) => JsonSerializer.Serialize(new
        {
            promptIdx = 0,
            testIdx = n,
            provider = new { id = "openai:m", label = "m" },
            prompt = new { raw = $"{row} + 1 =" },
            vars = new { },
            testCase = new { description = $"q{row}" },
            score = Score(row),
            success = Score(row) > 0.5,
            failureReason = 0,
        }) + "\n")));
        await AssertAgreesAsync(rows, log);
    }

    [Fact]
    public async Task Inspect_runs_the_ids_that_it_was_given_and_its_log_is_estimated_from()
    {
        var ids = (await _cli.RunAsync(["export", "--to", "inspect-sample-id", .. _drawn])).Output.Trim().Split(',');
        var rows = ids.Select(id => int.Parse(id[1..])).ToList();
        var log = _cli.Write("log.json", JsonSerializer.Serialize(new
        {
            version = 2,
            status = "success",
            eval = new { task = "sums", model = "m", dataset = new { samples = Items }, config = new { sample_id = ids } },
            samples = rows.Select(row => new { id = $"q{row}", epoch = 1, input = $"{row} + 1 =", target = $"{row + 1}", scores = new { match = new { value = Score(row) > 0.5 ? "C" : "I" } } }),
        }));
        await AssertAgreesAsync(rows, log);
    }

    [Fact]
    public async Task Logs_that_are_not_of_the_drawn_items_are_refused()
    {
        var log = _cli.Write("output.jsonl", string.Concat(new[] { 1, 2 }.Select(row => JsonSerializer.Serialize(new { promptIdx = 0, testIdx = row, provider = "m", testCase = new { description = $"q{row}" }, score = 1 }) + "\n")));
        Assert.Contains("of the 24 drawn items have no score", (await _cli.RunAsync(["estimate", "--scores", log, .. _drawn])).Error, StringComparison.Ordinal);
        var table = _cli.Write("scores.csv", "id,score\nq1,1\n");
        Assert.Contains("is a table of scores", (await _cli.RunAsync(["estimate", "--scores", table, "--task", "sums", .. _drawn])).Error, StringComparison.Ordinal);
    }

    private static double Score(int row) => row % 3 == 0 ? 0 : 1;

    private async Task AssertAgreesAsync(IEnumerable<int> rows, string log, params string[] more)
    {
        var found = await _cli.RunAsync(["estimate", "--scores", log, .. _drawn, .. more, "--format", "json"]);
        Assert.Equal((0, ""), (found.Code, found.Error));
        var table = _cli.Write("scores.csv", "id,score\n" + string.Concat(rows.Select(row => $"q{row},{Score(row)}\n")));
        Assert.Equal((await _cli.RunAsync(["estimate", "--scores", table, .. _drawn, "--format", "json"])).Output, found.Output);
        Assert.Equal(24, rows.Count());
    }
}
