using System.Text.Json;

namespace SparseEval.Cli.Tests;

/// <summary>Programs in the place of a model.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("stream")]
    [InlineData("per-item")]
    public async Task I_can_run_a_program_on_drawn_items(string mode)
    {
        var script = _cli.Write("run.py", "import sys, json\nsys.stderr.write('ready\\n')\nfor line in sys.stdin:\n    print(json.dumps({'id': json.loads(line)['id'], 'score': 0.75, 'cost': 0.5}))\n");
        var ran = await _cli.RunAsync("run", "--command", $"python3 '{script}'", "--command-mode", mode, "--limit", "40", "--allocation", "proportional", "--concurrency", "2", "--timeout", "60", "--revision", "3", "--format", "json");
        Assert.Equal(0, ran.Code);
        Assert.Contains("ready", ran.Error, StringComparison.Ordinal);
        var record = JsonDocument.Parse(ran.Output).RootElement;
        Assert.Equal("given", record.GetProperty("scorer").GetString());
        Assert.Equal(JsonValueKind.Null, record.GetProperty("ledger").GetProperty("spent").GetProperty("inputTokens").ValueKind);
        Assert.All(record.GetProperty("items").EnumerateArray(), item => Assert.Equal(0.75, item.GetProperty("score").GetDouble()));
    }

    [Fact]
    public async Task Items_without_a_score_are_run_again_when_I_ask_for_it()
    {
        var mended = Path.Combine(_cli.Folder.FullName, "mended");
        var script = _cli.Write("flaky.py", $"import sys, json, os\nfor line in sys.stdin:\n    i = json.loads(line)['id']\n    bad = sum(map(ord, i)) % 3 == 0 and not os.path.exists('{mended}')\n    print(json.dumps({{'id': i, 'error': 'down'}} if bad else {{'id': i, 'score': 1}}))\n");
        string[] verb = ["run", "--command", $"python3 '{script}'", "--design", "simple-random", "--limit", "60", "--no-cache"];
        var first = await _cli.RunAsync(verb);
        Assert.Equal(5, first.Code);
        Assert.Contains("--retry-errors", first.Output, StringComparison.Ordinal);
        File.WriteAllText(mended, "");
        Assert.Equal(5, (await _cli.RunAsync([.. verb, "--resume"])).Code);
        var again = await _cli.RunAsync([.. verb, "--resume", "--retry-errors", "--format", "json"]);
        Assert.Equal(0, again.Code);
        Assert.Equal(60, JsonDocument.Parse(again.Output).RootElement.GetProperty("estimate").GetProperty("n").GetInt32());
        Assert.Contains("Add --resume", (await _cli.RunAsync("run", "--retry-errors")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "cannot be given together", "--command", "cat", "--server", "http://127.0.0.1:9/v1")]
    [InlineData(2, "it is about a program (--command)", "--command-mode", "stream")]
    [InlineData(2, "--cache-limit has no effect beside --no-cache", "--command", "cat", "--no-cache", "--cache-limit", "2GB")]
    [InlineData(2, "has no effect on a program", "--command", "cat", "--provider", "cpu")]
    [InlineData(2, "stream, per-item", "--command", "cat", "--command-mode", "all")]
    [InlineData(1, "exit code 127", "--command", "no-such-program-here", "--limit", "40")]
    public async Task Mistakes_are_told(int code, string told, params string[] flags)
    {
        var outcome = await _cli.RunAsync(["run", .. flags]);
        Assert.Equal(code, outcome.Code);
        Assert.Contains(told, outcome.Error, StringComparison.Ordinal);
    }
}
