using System.Text.Json;
using SparseEval.Data;
using SparseEval.TestKit;

namespace SparseEval.Cli.Tests;

/// <summary>Baselines that run: each of the two models on any engine, against real servers on loopback.</summary>
public sealed class BaselineTests : IDisposable
{
    private static readonly Benchmark Pocket = Benchmarks.Read(Path.Combine(CommandLine.Root, "data", "pocket", "items.jsonl"));
    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    /// <summary>Right on nine items of ten, and on five of them: no item is won by the poorer, and both servers are asked.</summary>
    [Fact]
    public async Task Two_servers_are_compared()
    {
        await using var good = await ScriptedServer.StartAsync(Pocket, Scores(0.9));
        await using var poor = await ScriptedServer.StartAsync(Pocket, Scores(0.5));
        var json = await JsonAsync("compare", "--server", good.Address.AbsoluteUri, "--model", "org/one", "--baseline-server", poor.Address.AbsoluteUri, "--baseline-model", "org/other", "--margin", "0.1", "--concurrency", "8", "--limit", "400");
        var pair = json.GetProperty("pairs")[0];
        Assert.Equal(("org/one", "org/other", "better"), (pair.GetProperty("a").GetString(), pair.GetProperty("b").GetString(), pair.GetProperty("verdict").GetString()));
        Assert.Equal(0, pair.GetProperty("worse").GetInt32());
        Assert.True(poor.Requests > 30);
    }

    [Fact]
    public async Task A_local_model_is_gated_against_a_server_and_the_other_way_round()
    {
        await using var server = await ScriptedServer.StartAsync(Pocket, Scores(0.9));
        string[] behind = ["--baseline-server", server.Address.AbsoluteUri, "--baseline-model", "org/old", "--max-drop", "0.02", "--concurrency", "8", "--threads", "1"];
        var nogo = await JsonAsync(["gate", "--model", Path.Combine(CommandLine.Models, "pocket-weak"), .. behind], code: 3);
        var one = nogo.GetProperty("benchmarks")[0];
        Assert.Equal(("pocket-weak", "org/old"), (one.GetProperty("model").GetString(), one.GetProperty("baseline").GetString()));
        Assert.InRange(one.GetProperty("items").GetInt32(), 16, 200);
        var page = Path.Combine(_cli.Folder.FullName, "gate.html");
        var go = await _cli.RunAsync("gate", "--server", server.Address.AbsoluteUri, "--model", "org/new", "--baseline-model", Path.Combine(CommandLine.Models, "pocket-weak"), "--max-relative-drop", "0.05", "--threads", "1", "--report", page, "--work", _cli.Work);
        Assert.Equal(0, go.Code);
        Assert.Contains("GO: org/new on pocket scores no more than 5 % below pocket-weak", go.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("data-chart=\"path\"", await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_is_compared_with_a_server_of_the_kserve_protocol()
    {
        await using var server = await ScriptedKserve.StartAsync(Pocket, Scores(0.9));
        var script = _cli.Write("poor.py", "import sys, json\nfor line in sys.stdin:\n    print(json.dumps({'id': json.loads(line)['id'], 'text': 'none of these', 'score': 0}))\n");
        string[] both = ["compare", "--server", server.Address.AbsoluteUri, "--protocol", "kserve-http", "--model", "scripted", "--baseline-command", $"python3 '{script}'", "--margin", "0.1", "--limit", "200"];
        var unlike = await _cli.RunAsync([.. both, "--work", _cli.Work]);
        Assert.Equal(2, unlike.Code);
        Assert.Contains("Name with --scorer", unlike.Error, StringComparison.Ordinal);
        var programs = await JsonAsync("compare", "--command", $"python3 '{_cli.Write("good.py", File.ReadAllText(script).Replace("'score': 0", "'score': 1", StringComparison.Ordinal))}'", "--model", "good", "--baseline-command", $"python3 '{script}'", "--baseline-model", "poor", "--margin", "0.1", "--limit", "200");
        Assert.Equal("better", programs.GetProperty("pairs")[0].GetProperty("verdict").GetString());
        Assert.Equal("poor", programs.GetProperty("pairs")[0].GetProperty("b").GetString());
        await using var other = await ScriptedKserve.StartAsync(Pocket, Scores(0.4));
        var servers = await JsonAsync("compare", "--server", server.Address.AbsoluteUri, "--protocol", "kserve-http", "--model", "scripted", "--baseline-server", other.Address.AbsoluteUri, "--baseline-protocol", "kserve-http", "--baseline-model", "scripted", "--margin", "0.1", "--limit", "400");
        Assert.Equal(("scripted", "scripted (baseline)", "better"), (servers.GetProperty("pairs")[0].GetProperty("a").GetString(), servers.GetProperty("pairs")[0].GetProperty("b").GetString(), servers.GetProperty("pairs")[0].GetProperty("verdict").GetString()));
    }

    [Fact]
    public async Task A_baseline_whose_items_fail_decides_nothing()
    {
        var good = _cli.Write("good.py", "import sys, json\nfor line in sys.stdin:\n    print(json.dumps({'id': json.loads(line)['id'], 'score': 1}))\n");
        var fails = _cli.Write("fails.py", "import sys, json\nfor line in sys.stdin:\n    i = json.loads(line)['id']\n    print(json.dumps({'id': i, 'error': 'down'} if sum(map(ord, i)) % 3 == 0 else {'id': i, 'score': 0}))\n");
        var gate = await _cli.RunAsync("gate", "--command", $"python3 '{good}'", "--model", "m", "--baseline-command", $"python3 '{fails}'", "--max-drop", "0.02", "--limit", "64", "--work", _cli.Work);
        Assert.Equal(5, gate.Code);
        Assert.Contains("The baseline's run is invalid", gate.Error, StringComparison.Ordinal);
    }

    // Seen failing (the other one's echo had --top-tokens refused) in both rows.
    [Theory]
    [InlineData("--loglikelihoods", "top-tokens", "--baseline-loglikelihoods", "echo")]
    [InlineData("--loglikelihoods", "echo", "--baseline-loglikelihoods", "top-tokens")]
    public async Task Likeliest_tokens_are_counted_where_one_of_two_servers_gives_them(params string[] sources)
    {
        string[] servers = ["compare", "--server", "http://127.0.0.1:9/v1", "--model", "m", "--baseline-server", "http://127.0.0.1:9/v1", "--baseline-model", "n", "--margin", "0.1", "--attempts", "1", "--top-tokens", "5", "--work", _cli.Work];
        var outcome = await _cli.RunAsync([.. servers, .. sources]);
        Assert.Contains("gives no answer", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("--top-tokens has no effect without --loglikelihoods top-tokens", (await _cli.RunAsync(servers)).Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("one and the same", "compare", "--server", "http://127.0.0.1:9/v1", "--model", "m", "--baseline-server", "http://127.0.0.1:9/v1", "--baseline-model", "m", "--margin", "0.1")]
    [InlineData("--baseline-model is needed", "compare", "--server", "http://127.0.0.1:9/v1", "--model", "m", "--baseline-server", "http://127.0.0.1:8/v1", "--margin", "0.1")]
    [InlineData("--baseline-protocol has no effect on a model in this process (--baseline-model PATH alone)", "compare", "--server", "http://127.0.0.1:9/v1", "--model", "m", "--baseline-model", "m", "--baseline-protocol", "kserve-http", "--margin", "0.1")]
    [InlineData("--baseline-interface is 'soap'", "compare", "--server", "http://127.0.0.1:9/v1", "--model", "m", "--baseline-server", "http://127.0.0.1:8/v1", "--baseline-model", "m", "--baseline-interface", "soap", "--margin", "0.1")]
    [InlineData("is about a baseline that runs", "gate", "--threshold", "0.5", "--baseline-model", "m")]
    [InlineData("none is named. Give --baseline-model", "gate", "--max-drop", "0.1", "--baseline", "x.json", "--baseline-revision", "2")]
    [InlineData("are two baselines", "gate", "--max-drop", "0.1", "--baseline", "x.json", "--baseline-model", "m")]
    [InlineData("--retry-errors goes on with a run", "gate", "--model", "http", "--server", "http://127.0.0.1:9/v1", "--baseline-server", "http://127.0.0.1:9/v1", "--max-drop", "0.1", "--baseline-model", "m", "--retry-errors")]
    [InlineData("--resume serves a comparison that runs two models", "compare", "a.json", "b.json", "--resume")]
    [InlineData("results that are there were given too", "compare", "a.json", "--baseline-model", "m", "--margin", "0.1")]
    [InlineData("'group-sequential', which cannot decide a comparison here: two models differ on few items", "compare", "--command", "python3 a.py", "--baseline-command", "python3 b.py", "--model", "m", "--baseline-model", "b", "--margin", "0.1", "--sequence", "group-sequential")]
    [InlineData("'group-sequential', which cannot decide max-drop 0.1 here: two models differ on few items", "gate", "--command", "python3 a.py", "--baseline-command", "python3 b.py", "--model", "m", "--baseline-model", "b", "--max-drop", "0.1", "--sequence", "group-sequential")]
    [InlineData("--concurrency has no effect on a model in this process", "compare", "--model", "m", "--baseline-model", "m", "--margin", "0.1", "--concurrency", "4")]
    [InlineData("Did you mean '--baseline-server'?", "gate", "--baseline-servr", "x")]
    public async Task Mistakes_are_told(string told, params string[] command)
    {
        var outcome = await _cli.RunAsync(command);
        Assert.Equal((2, ""), (outcome.Code, outcome.Output));
        Assert.Contains(told, outcome.Error, StringComparison.Ordinal);
    }

    private static Dictionary<string, double?> Scores(double share) => Pocket.Items.Index().ToDictionary(item => item.Item.Id, item => (double?)(item.Index % 10 < 10 * share ? 1 : 0));

    private Task<JsonElement> JsonAsync(params string[] command) => JsonAsync(command, 0);

    private async Task<JsonElement> JsonAsync(string[] command, int code)
    {
        var outcome = await _cli.RunAsync([.. command, "--format", "json", "--work", _cli.Work]);
        Assert.Equal((code, ""), (outcome.Code, outcome.Error));
        return JsonDocument.Parse(outcome.Output).RootElement;
    }
}
