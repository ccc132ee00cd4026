using System.Text.Json;
using System.Text.Json.Nodes;
using SparseEval.TestKit;

namespace SparseEval.Cli.Tests;

/// <summary>A judge that fails hard, against real HTTP servers: what the model answered by then is neither asked for again nor left out of the ledger.</summary>
public sealed class JudgeResumeTests : IDisposable
{
    private const int Items = 40;

    private readonly CommandLine _cli = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (int Requests, long Tokens)> _served = new() { ["model"] = default, ["judge"] = default };
    private int _refusesAfter = 11;

    public void Dispose() => _cli.Dispose();

    // Seen to fail on the code that threw the model's answers away with the judge's error (4 to 7 of 40 items asked twice, 12 of 120 epochs), and with requests under way ended at once (a verdict asked for twice).
    [Theory]
    [InlineData("--epochs", "1")]
    [InlineData("--epochs", "3", "--temperature", "1")]
    [InlineData("--judge-against", "others.jsonl")]
    public async Task A_judge_that_refuses_in_the_middle_costs_no_answer_twice_and_every_token_is_counted(params string[] flags)
    {
        await using var model = await ModelAsync();
        // It refuses twice, each time while other items are at the model or at the judge.
        await using var judge = await JudgeAsync(flags.Contains("--judge-against") ? "A" : "4", (number, http) => Refuse(number > _refusesAfter, http));
        var args = Args(model, judge, flags);

        var broken = await _cli.RunAsync(args);
        Assert.Equal(1, broken.Code);
        Assert.Contains("The judge cannot go on: The server refuses", broken.Error, StringComparison.Ordinal);
        _refusesAfter = judge.Requests + 9;
        Assert.Equal(1, (await _cli.RunAsync([.. args, "--resume"])).Code);
        _refusesAfter = int.MaxValue;
        var record = JsonDocument.Parse((await _cli.RunAsync([.. args, "--resume"])).Output).RootElement;
        var epochs = flags.Contains("3") ? 3 : 1;
        Assert.Equal(Items * epochs, _served["model"].Requests);
        Assert.Equal(Items * epochs * (flags.Contains("--judge-against") ? 2 : 1), _served["judge"].Requests);
        Assert.Equal(_served["model"].Tokens + _served["judge"].Tokens, Spent(record));
        Assert.All(record.GetProperty("items").EnumerateArray(), item => Assert.True(item.GetProperty("score").GetDouble() > 0));
    }

    private string[] Args(ScriptedServer model, ScriptedServer judge, params string[] more)
    {
        var items = Enumerable.Range(0, Items).ToArray();
        _cli.Write("others.jsonl", string.Concat(items.Select(i => $"{{\"id\":\"f{i}\",\"text\":\"other\"}}\n")));
        return
        [
            "run", "--benchmark", _cli.Write("free.jsonl", string.Concat(items.Select(i => $"{{\"id\":\"f{i}\",\"prompt\":\"{i} + 1 =\",\"answer\":\"{i + 1}\"}}\n"))), "--server", model.Address.AbsoluteUri, "--model", "scripted",
            "--interface", "chat", "--judge", "scripted", "--judge-server", judge.Address.AbsoluteUri, "--concurrency", "4", "--limit", "all", "--format", "json", .. more.Select(m => m == "others.jsonl" ? Path.Combine(_cli.Folder.FullName, m) : m),
        ];
    }

    private Task<ScriptedServer> ModelAsync() => StartAsync(new() { Latency = TimeSpan.FromMilliseconds(30), Twist = answer => Count("model", answer, "mine") });

    private Task<ScriptedServer> JudgeAsync(string says, Func<int, Microsoft.AspNetCore.Http.HttpContext, Task<bool>> misbehave) =>
        StartAsync(new() { Latency = TimeSpan.FromMilliseconds(20), Misbehave = misbehave, Twist = answer => Count("judge", answer, says) });

    private static async Task<bool> Refuse(bool refuses, Microsoft.AspNetCore.Http.HttpContext http)
    {
        if (refuses) http.Response.StatusCode = 401;
        return await Task.FromResult(refuses);
    }

    /// <summary>Only what is a completion; a list of models takes no tokens.</summary>
    private JsonObject Count(string who, JsonObject answer, string says)
    {
        if (answer["usage"] is not { } usage) return answer;
        foreach (var choice in answer["choices"]!.AsArray()) choice!["message"] = new JsonObject { ["content"] = says };
        lock (_lock) _served[who] = (_served[who].Requests + 1, _served[who].Tokens + usage["total_tokens"]!.GetValue<int>());
        return answer;
    }

    private static long Spent(JsonElement record)
    {
        var spent = record.GetProperty("ledger").GetProperty("spent");
        return spent.GetProperty("inputTokens").GetInt64() + spent.GetProperty("outputTokens").GetInt64();
    }

    private static Task<ScriptedServer> StartAsync(ScriptedServerOptions options) => ScriptedServer.StartAsync(new("none", [new Item("x", "Never asked", "x")]), new Dictionary<string, double?> { ["x"] = 1 }, options);
}
