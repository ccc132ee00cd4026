using System.Text.Json.Nodes;

namespace SparseEval.Cli.Tests;

/// <summary>Prices, break-even and the cache's upkeep from the command line.</summary>
public sealed class MoneyCommandTests : IDisposable
{
    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Prices_and_the_historys_cost_stand_in_report_and_record()
    {
        var record = Path.Combine(_cli.Folder.FullName, "record.json");
        var ran = await _cli.RunAsync("run", "--limit", "200", "--prices", "input=2,output=6,currency=EUR", "--history-cost", "0.1", "-o", record);
        Assert.Equal(0, ran.Code);
        Assert.Contains(" EUR", ran.Output, StringComparison.Ordinal);
        Assert.Contains("has paid for itself after", ran.Output, StringComparison.Ordinal);
        Assert.Contains("predicted before the run", ran.Output, StringComparison.Ordinal);
        Assert.All(ran.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 140));
        var ledger = JsonNode.Parse(File.ReadAllText(record))!["ledger"]!;
        Assert.Equal("EUR", ledger["currency"]!.GetValue<string>());
        Assert.True(ledger["breakEven"]!["models"]!.GetValue<int>() > 0);
        Assert.True(ledger["spent"]!["money"]!.GetValue<double>() > 0);
    }

    [Fact]
    public async Task A_program_that_says_its_cost_is_stopped_by_it()
    {
        var script = _cli.Write("run.py", "import sys, json\nfor line in sys.stdin:\n    print(json.dumps({'id': json.loads(line)['id'], 'score': 1, 'cost': 0.5}))\n");
        var ran = await _cli.RunAsync("run", "--command", $"python3 '{script}'", "--history", "none", "--until", "usd=20", "--format", "json");
        Assert.Equal(0, ran.Code);
        var record = JsonNode.Parse(ran.Output)!;
        Assert.InRange(record["ledger"]!["spent"]!["money"]!.GetValue<double>(), 20, 30);
        Assert.Equal("20 of money", record["watch"]!["rule"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("is no price", "--prices", "input:3")]
    [InlineData("without --prices", "--history-cost", "5")]
    [InlineData("no prices were given", "--until", "usd=3")]
    [InlineData("Give --judge MODEL", "--judge-prices", "input=1")]
    [InlineData("give a size such as", "--cache-limit", "large", "--limit", "200")]
    public async Task Mistakes_are_told(string told, params string[] flags)
    {
        var outcome = await _cli.RunAsync(["run", .. flags]);
        Assert.Equal(2, outcome.Code);
        Assert.Contains(told, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cache_is_listed_pruned_and_verified()
    {
        string[] work = ["--work", _cli.Work];
        Assert.Contains("There is no response cache", (await _cli.RunAsync(["cache", "ls", .. work])).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await _cli.RunAsync("run", "--limit", "200")).Code);
        var listed = await _cli.RunAsync(["cache", "ls", .. work]);
        Assert.Equal(0, listed.Code);
        Assert.Contains("200 answers", listed.Output, StringComparison.Ordinal);
        Assert.Contains("(cpu)", listed.Output, StringComparison.Ordinal);
        Assert.Contains("all sound", (await _cli.RunAsync(["cache", "verify", .. work])).Output, StringComparison.Ordinal);
        Assert.Contains("200 kept", (await _cli.RunAsync(["cache", "prune", "--older-than", "1", .. work])).Output, StringComparison.Ordinal);
        Assert.Contains("removed", (await _cli.RunAsync(["cache", "prune", "--cache-limit", "40kB", .. work])).Output, StringComparison.Ordinal);
        Assert.Equal(2, (await _cli.RunAsync(["cache", "prune", .. work])).Code);
        Assert.Equal(2, (await _cli.RunAsync(["cache", "wash", .. work])).Code);
    }
}
