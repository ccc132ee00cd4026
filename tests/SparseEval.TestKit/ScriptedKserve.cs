using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SparseEval.TestKit;

/// <summary>A real HTTP server of the KServe protocol on loopback with one model, "scripted", that scores context and continuation, generates, classifies, and answers so that every item gets its score.</summary>
public sealed class ScriptedKserve : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Dictionary<string, Item> _items;
    private readonly IReadOnlyDictionary<string, double?> _scores;
    private readonly Func<int, HttpContext, Task<bool>>? _misbehave;
    private readonly string? _reason;
    private int _requests;

    private ScriptedKserve(WebApplication app, Benchmark benchmark, IReadOnlyDictionary<string, double?> scores, Func<int, HttpContext, Task<bool>>? misbehave, string? reason)
    {
        (_app, _scores, _misbehave, _reason) = (app, scores, misbehave, reason);
        _items = benchmark.Items.ToDictionary(item => item.Prompt, StringComparer.Ordinal);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>Starts a server on a free port; <paramref name="misbehave"/> is asked first, with the number of the inference from 1. It says why texts ended where it is asked to, if a <paramref name="reason"/> is given.</summary>
    public static async Task<ScriptedKserve> StartAsync(Benchmark benchmark, IReadOnlyDictionary<string, double?> scores, Func<int, HttpContext, Task<bool>>? misbehave = null, string? reason = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new ScriptedKserve(app, benchmark, scores, misbehave, reason);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        if (path is "/v2/health/live" or "/v2/health/ready" or "/v2/models/scripted/ready") return;
        if (path == "/v2/models/scripted")
        {
            var (asks, says) = _reason is null ? ("", "") : (""",{"name":"return_finish_reason","datatype":"BOOL","shape":[1]}""", """,{"name":"finish_reason","datatype":"BYTES","shape":[-1]}""");
            await http.Response.WriteAsync($$"""
                {"name":"scripted","versions":["1"],"platform":"test","inputs":[{"name":"context","datatype":"BYTES","shape":[-1,1]},{"name":"continuation","datatype":"BYTES","shape":[-1,1]},
                {"name":"text_input","datatype":"BYTES","shape":[1]},{"name":"stream","datatype":"BOOL","shape":[1]},{"name":"sampling_parameters","datatype":"BYTES","shape":[1]}{{asks}}],
                "outputs":[{"name":"log_likelihood","datatype":"FP32","shape":[-1,1]},{"name":"text_output","datatype":"BYTES","shape":[-1]},{"name":"logits","datatype":"FP32","shape":[-1,4]}{{says}}]}
                """);
            return;
        }
        if (path is not ("/v2/models/scripted/infer" or "/v2/models/scripted/generate"))
        {
            http.Response.StatusCode = 404;
            await http.Response.WriteAsync("{\"error\":\"unknown model\"}");
            return;
        }
        if (_misbehave is { } misbehave && await misbehave(Interlocked.Increment(ref _requests), http)) return;
        var body = JsonNode.Parse(await new StreamReader(http.Request.Body).ReadToEndAsync())!;
        var answer = path.EndsWith("/generate", StringComparison.Ordinal) ? new JsonObject { ["text_output"] = Text(body["text_input"]!.GetValue<string>()) } : Infer(body);
        if (_reason is not null && body["return_finish_reason"]?.GetValue<bool>() == true) answer["finish_reason"] = _reason;
        await http.Response.WriteAsync(answer.ToJsonString());
    }

    private JsonObject Infer(JsonNode body)
    {
        string[] Data(string name) => [.. body["inputs"]!.AsArray().Single(input => input!["name"]!.GetValue<string>() == name)!["data"]!.AsArray().Select(d => d!.GetValue<string>())];
        var output = body["outputs"]![0]!["name"]!.GetValue<string>();
        JsonArray data = output switch
        {
            "log_likelihood" => [.. Data("context").Zip(Data("continuation"), (c, o) => (JsonNode)new JsonArray(!_items.TryGetValue(c, out var item) ? -1.0 - o.Length - (c.Length / 100.0) : IsRight(item, o.Trim()) ? -0.5 : -7.25))],
            "text_output" => [Text(Data("text_input")[0])],
            _ => [new JsonArray([.. _items[Data("text_input")[0]].Options.Select(o => (JsonNode)(IsRight(_items[Data("text_input")[0]], o) ? 5.0 : 0.5))])],
        };
        var tensor = new JsonObject { ["name"] = output, ["datatype"] = output == "text_output" ? "BYTES" : "FP32", ["shape"] = new JsonArray(data.Count), ["data"] = data };
        var tensors = new JsonArray(tensor);
        if (body["outputs"]!.AsArray().Any(o => o!["name"]!.GetValue<string>() == "finish_reason") && body["inputs"]!.AsArray().Any(i => i!["name"]!.GetValue<string>() == "return_finish_reason" && i["data"]![0]!.GetValue<bool>()))
            tensors.Add((JsonNode)new JsonObject { ["name"] = "finish_reason", ["datatype"] = "BYTES", ["shape"] = new JsonArray(1), ["data"] = new JsonArray(_reason) });
        return new() { ["model_name"] = "scripted", ["id"] = body["id"]!.GetValue<string>(), ["outputs"] = tensors };
    }

    private string Text(string prompt) => $"{prompt}{(_scores[_items[prompt].Id] == 1 ? _items[prompt].Answer : $"not {_items[prompt].Answer}")}\nand more";

    private bool IsRight(Item item, string option) => item.Options.ToList().IndexOf(option) == (_scores[item.Id] == 1 ? item.AnswerIndex : (item.AnswerIndex + 1) % item.Options.Count);
}
