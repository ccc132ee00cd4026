using System.Text.Json;
using System.Text.Json.Nodes;
using SparseEval.TestKit;

namespace SparseEval.Cli.Tests;

/// <summary>A judge that thinks before it grades, by a real HTTP server that takes thinking out of the text or leaves it in.</summary>
public sealed class JudgeTokensTests : IDisposable
{
    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    // Seen to fail with thoughts beside the text passed over: four attempts, and then "the server's answer has no text" in place of the flag that helps.
    [Theory]
    [InlineData("reasoning_content"), InlineData("reasoning"), InlineData(null)]
    public async Task A_judge_may_think_where_it_has_the_tokens_and_is_told_to_need_them_where_it_has_not(string? place)
    {
        var asked = 0;
        await using var judge = await ScriptedServer.StartAsync(new("none", [new Item("x", "Never asked", "x")]), new Dictionary<string, double?> { ["x"] = 1 }, new()
        {
            Misbehave = async (_, http) =>
            {
                if (http.Request.Method != "POST") return false;
                Interlocked.Increment(ref asked);
                var body = JsonNode.Parse(await new StreamReader(http.Request.Body).ReadToEndAsync())!;
                await Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(http.Response, Reply(place, body["max_tokens"]!.GetValue<int>()).ToJsonString());
                return true;
            },
        });
        string[] args =
        [
            "run", "--benchmark", _cli.Write("free.jsonl", string.Concat(Enumerable.Range(0, 12).Select(i => $"{{\"id\":\"f{i}\",\"prompt\":\"{i} + 1 =\",\"answer\":\"{i + 1}\"}}\n"))), "--model", Path.Combine(CommandLine.Models, "pocket-weak"),
            "--judge", "thinker", "--judge-server", judge.Address.AbsoluteUri, "--limit", "all", "--format", "json",
        ];
        var cut = await _cli.RunAsync(args);
        Assert.Equal((1, 12), (cut.Code, asked));
        Assert.Contains("The judge's reply was cut off at 16 tokens while it still thought", cut.Error, StringComparison.Ordinal);
        Assert.Contains("--judge-max-tokens", cut.Error, StringComparison.Ordinal);
        var record = JsonDocument.Parse((await _cli.RunAsync([.. args, "--judge-max-tokens", "200"])).Output).RootElement;
        Assert.All(record.GetProperty("items").EnumerateArray(), item => Assert.Equal(0.75, item.GetProperty("score").GetDouble()));
        Assert.Contains("give a whole number from 1 up", (await _cli.RunAsync([.. args, "--judge-max-tokens", "0"])).Error, StringComparison.Ordinal);
    }

    /// <summary>120 tokens of thought, with grades that are not meant, and then the grade.</summary>
    private static JsonObject Reply(string? place, int maxTokens)
    {
        var ended = maxTokens > 120;
        var message = new JsonObject { ["role"] = "assistant" };
        if (place is not null) (message[place], message["content"]) = ("First\n2\nno:", ended ? "\n\n4" : null);
        else message["content"] = ended ? "<think>First\n2\nno:\n</think>\n\n4" : "<think>First\n2\nno:";
        return new()
        {
            ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["message"] = message, ["finish_reason"] = ended ? "stop" : "length" }),
            ["usage"] = new JsonObject { ["prompt_tokens"] = 60, ["completion_tokens"] = Math.Min(maxTokens, 122) },
        };
    }
}
