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
        var ran = await _cli.RunAsync("run", "--command", $"python3 '{script}'", "--command-mode", mode, "--limit", "40", "--allocation", "proportional", "--format", "json");
        Assert.Equal(0, ran.Code);
        Assert.Contains("ready", ran.Error, StringComparison.Ordinal);
        var record = JsonDocument.Parse(ran.Output).RootElement;
        Assert.Equal("given", record.GetProperty("scorer").GetString());
        Assert.All(record.GetProperty("items").EnumerateArray(), item => Assert.Equal(0.75, item.GetProperty("score").GetDouble()));
    }

    [Theory]
    [InlineData(2, "cannot be given together", "--command", "cat", "--server", "http://127.0.0.1:9/v1")]
    [InlineData(2, "Give --command", "--command-mode", "stream")]
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
