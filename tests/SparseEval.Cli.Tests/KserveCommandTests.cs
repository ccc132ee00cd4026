using System.Text.Json.Nodes;
using SparseEval.Data;
using SparseEval.TestKit;

namespace SparseEval.Cli.Tests;

/// <summary>Commands against a real server of the KServe protocol.</summary>
public sealed class KserveCommandTests : IDisposable
{
    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task I_can_probe_and_run_a_model_of_a_kserve_server()
    {
        var benchmark = Benchmarks.Read(Path.Combine(CommandLine.Root, "data", "pocket", "items.jsonl"));
        await using var server = await ScriptedKserve.StartAsync(benchmark, benchmark.Items.ToDictionary(item => item.Id, _ => (double?)1));
        string[] where = ["--server", server.Address.AbsoluteUri, "--protocol", "kserve-http", "--model", "scripted", "--attempts", "1"];
        var probed = await _cli.RunAsync(["probe", .. where]);
        Assert.Equal(0, probed.Code);
        Assert.Contains("input   continuation: BYTES [-1,1]", probed.Output, StringComparison.Ordinal);
        var ran = await _cli.RunAsync(["run", .. where, "--limit", "200", "--format", "json"]);
        Assert.Equal((0, ""), (ran.Code, ran.Error));
        Assert.All(JsonNode.Parse(ran.Output)!["items"]!.AsArray(), item => Assert.Equal(1, item!["score"]!.GetValue<double>()));
        var lacking = await _cli.RunAsync(["run", .. where, "--limit", "200", "--tensors", "log_likelihood=scores"]);
        Assert.Equal(5, lacking.Code);
        Assert.Contains("has no output 'scores'", lacking.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("openai, kserve-http, kserve-grpc", "--protocol", "soap")]
    [InlineData("the role is one of", "--protocol", "kserve-grpc", "--tensors", "scores")]
    [InlineData("it is about a server of the KServe protocol", "--tensors", "context=c")]
    [InlineData("infer, generate", "--protocol", "kserve-http", "--interface", "chat")]
    public async Task Mistakes_are_told(string told, params string[] flags)
    {
        var outcome = await _cli.RunAsync(["run", "--server", "http://127.0.0.1:9", "--model", "m", .. flags]);
        Assert.Equal(2, outcome.Code);
        Assert.Contains(told, outcome.Error, StringComparison.Ordinal);
    }
}
