namespace SparseEval.Cli.Tests;

/// <summary>Names out of files stay on one line of a log, and none is a command of a CI service.</summary>
public sealed class LogLineTests : IDisposable
{
    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    // Without lines kept whole the output of the first had a line '::error::owned', which GitHub reads as a command.
    [Theory]
    [InlineData("\"x\\n::error::owned\"", "x ::error::owned")]
    [InlineData("\"::error::owned\"", ": :error::owned")]
    [InlineData("\"x ##[error]owned ##vso[task.complete]\"", "x # #[error]owned # #vso[task.complete]")]
    [InlineData("\"x\\u2028::error::y\\r::error::z\\u0085::error::u\"", "x ::error::y ::error::z ::error::u")]
    public async Task A_benchmarks_name_is_no_command(string name, string printed)
    {
        _cli.Write("a.jsonl", Scores("s", 200));
        var gate = await _cli.RunAsync("gate", "--policy", _cli.Write("p.yaml", $"version: 1\nbenchmarks:\n  {name}: {{record: a.jsonl, threshold: 0.7}}\n  other: {{record: a.jsonl, threshold: 0.6}}\n"));
        Assert.Equal("", gate.Error);
        Assert.Contains(printed, gate.Output, StringComparison.Ordinal);
        RefuseCommands(gate.Output);
    }

    [Fact]
    public async Task A_past_models_name_is_no_command()
    {
        var history = _cli.Write("h.jsonl", string.Concat(new[] { "a\\n::error::owned", "::warning::b" }.Select((model, m) => string.Concat(Enumerable.Range(0, 60).Select(i => $"{{\"model\":\"{model}\",\"item\":\"i{i}\",\"score\":{(i + m) % 3 % 2}}}\n")))));
        var compared = await _cli.RunAsync("compare", "--history", history, "--from-history", "a\n::error::owned,::warning::b");
        Assert.Equal((0, ""), (compared.Code, compared.Error));
        RefuseCommands(compared.Output);
        var refused = await _cli.RunAsync("compare", "--history", history, "--from-history", "a\n::error::owned,c\n::error::d");
        Assert.Equal(2, refused.Code);
        RefuseCommands(refused.Error);
    }

    private static void RefuseCommands(string log)
    {
        foreach (var line in log.Split('\n', '\r', '\u2028', '\u0085'))
        {
            Assert.False(line.TrimStart().StartsWith("::", StringComparison.Ordinal), line);
            Assert.DoesNotContain("##[", line, StringComparison.Ordinal);
            Assert.DoesNotContain("##vso[", line, StringComparison.Ordinal);
        }
    }

    private static string Scores(string id, int count) => string.Concat(Enumerable.Range(0, count).Select(i => $"{{\"id\":\"{id}{i}\",\"score\":{(i % 5 == 0 ? 0 : 1)}}}\n"));
}
