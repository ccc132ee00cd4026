using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SparseEval.TestKit;

/// <summary>
/// A real HTTP server of the OpenAI protocol on this machine's loopback, whose model answers so that every item of a benchmark gets its score; it misbehaves when asked to.
/// Tokens are words with the white space before them.
/// </summary>
public sealed partial class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Item[] _items;
    private readonly string[] _prompts;
    private readonly IReadOnlyDictionary<string, double?> _scores;
    private readonly ScriptedServerOptions _options;
    private int _requests, _open, _mostOpen;

    private ScriptedServer(WebApplication app, Benchmark benchmark, IReadOnlyDictionary<string, double?> scores, ScriptedServerOptions options)
    {
        (_app, _scores, _options) = (app, scores, options);
        _items = [.. benchmark.Items.OrderBy(item => item.Prompt, StringComparer.Ordinal)];
        _prompts = [.. _items.Select(item => item.Prompt)];
    }

    /// <summary>Where its paths begin.</summary>
    public Uri Address => new($"{_app.Urls.First()}/v1");

    /// <summary>Requests that came, misbehaviour included.</summary>
    public int Requests => _requests;

    /// <summary>Most requests that were open at once.</summary>
    public int MostOpen => _mostOpen;

    /// <summary>Starts a server on a free port.</summary>
    public static async Task<ScriptedServer> StartAsync(Benchmark benchmark, IReadOnlyDictionary<string, double?> scores, ScriptedServerOptions? options = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.Configure<Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions>(kestrel => kestrel.AddServerHeader = false);
        var app = builder.Build();
        var server = new ScriptedServer(app, benchmark, scores, options ?? new());
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        var number = Interlocked.Increment(ref _requests);
        var open = Interlocked.Increment(ref _open);
        InterlockedMax(ref _mostOpen, open);
        try
        {
            if (_options.Misbehave is { } misbehave && await misbehave(number, http)) return;
            if (_options.Latency > TimeSpan.Zero) await Task.Delay(_options.Latency, http.RequestAborted);
            var body = http.Request.Method == "POST" ? JsonNode.Parse(await new StreamReader(http.Request.Body).ReadToEndAsync())!.AsObject() : [];
            var answer = http.Request.Path.Value switch
            {
                "/v1/models" => Models(),
                "/v1/completions" when body["echo"]?.GetValue<bool>() == true => _options.Echoes ? Echo(body) : Generate(body, text => Choice(text, "text", text)),
                "/v1/completions" when body["logprob_token_ids"] is JsonArray ids && _options.NamesTokens => NamedTokens(body, ids),
                "/v1/completions" when body["logprobs"] is { } most && _options.ListsTopTokens => TopTokens(body, most.GetValue<int>(), chat: false),
                "/v1/chat/completions" when body["top_logprobs"] is { } most && _options.ListsTopTokens => TopTokens(body, most.GetValue<int>(), chat: true),
                "/v1/completions" => Generate(body, text => Choice(text, "text", text)),
                "/v1/chat/completions" => Generate(body, text => Choice(text, "message", new JsonObject { ["role"] = "assistant", ["content"] = text })),
                "/tokenize" when _options.NamesTokens => new JsonObject { ["tokens"] = new JsonArray([.. Tokens(body["prompt"]!.GetValue<string>()).Select(t => (JsonNode)TokenId(t))]) },
                _ => null,
            };
            if (answer is null) http.Response.StatusCode = 404;
            else await http.Response.WriteAsync((_options.Twist?.Invoke(answer) ?? answer).ToJsonString());
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private JsonObject Models() => new() { ["data"] = new JsonArray(new JsonObject { ["id"] = "scripted", ["max_model_len"] = 4096 }) };

    private JsonObject Echo(JsonObject body)
    {
        var prompts = body["prompt"] is JsonArray several ? [.. several.Select(p => p!.GetValue<string>())] : new[] { body["prompt"]!.GetValue<string>() };
        var read = prompts.Sum(prompt => Tokens(prompt).Count);
        return WithUsage(new() { ["choices"] = new JsonArray([.. prompts.Select((prompt, i) => EchoChoice(prompt, i))]) }, read, prompts.Length);
    }

    private JsonObject EchoChoice(string prompt, int index)
    {
        List<string> tokens = [.. Tokens(prompt), " the"];
        var (offsets, logs, at) = (new JsonArray(), new JsonArray(), 0);
        var (item, option) = Find(prompt);
        var perToken = item is not null && IsRight(item, option) ? -0.1 : -5.0;
        foreach (var token in tokens)
        {
            logs.Add(at == 0 ? null : (JsonNode)(at < (item?.Prompt.Length ?? 24) ? -2.0 : item is null ? (prompt.Contains("Paris", StringComparison.Ordinal) ? -0.5 : -9.0) - (prompt.Length / 100.0) : perToken));
            offsets.Add(at);
            at += token.EnumerateRunes().Count();
        }
        return new() { ["index"] = index, ["text"] = prompt, ["logprobs"] = new JsonObject { ["text_offset"] = offsets, ["token_logprobs"] = logs, ["tokens"] = new JsonArray([.. tokens.Select(t => (JsonNode)t)]) } };
    }

    private JsonObject NamedTokens(JsonObject body, JsonArray ids)
    {
        var item = Find(body["prompt"]!.GetValue<string>()).Item;
        var logs = new JsonObject();
        foreach (var id in ids.Select(id => id!.GetValue<int>()))
            logs[$"token_id:{id}"] = item is null ? (-id % 7) - 1.0 - (body["prompt"]!.GetValue<string>().Length / 100.0) : item.Options.Any(option => TokenId(" " + option) == id && IsRight(item, option)) ? -0.1 : -5.0;
        var choice = new JsonObject { ["index"] = 0, ["text"] = "", ["logprobs"] = new JsonObject { ["top_logprobs"] = new JsonArray(logs) } };
        return WithUsage(new() { ["choices"] = new JsonArray(choice) }, Tokens(body["prompt"]!.GetValue<string>()).Count, 1);
    }

    private JsonObject TopTokens(JsonObject body, int most, bool chat)
    {
        var prompt = Prompt(body);
        var item = Find(prompt).Item;
        // Chat models answer without the space that completions put before a word.
        var tokens = (item?.Options ?? ["A", "B"]).Select((option, i) => (Text: chat ? option : $" {option}", Log: item is null ? -0.7 - i - (prompt.Length / 1000.0) : IsRight(item, option) ? -0.1 : -5.0 - i)).Take(most).ToArray();
        var logprobs = chat
            ? new JsonObject { ["content"] = new JsonArray(new JsonObject { ["token"] = tokens[0].Text, ["logprob"] = tokens[0].Log, ["top_logprobs"] = new JsonArray([.. tokens.Select(t => (JsonNode)new JsonObject { ["token"] = t.Text, ["logprob"] = t.Log, ["bytes"] = null })]) }) }
            : new JsonObject { ["top_logprobs"] = new JsonArray(new JsonObject(tokens.Select(t => KeyValuePair.Create(t.Text, (JsonNode?)t.Log)))) };
        var choice = new JsonObject { ["index"] = 0, [chat ? "message" : "text"] = chat ? new JsonObject { ["role"] = "assistant", ["content"] = "" } : "", ["logprobs"] = logprobs };
        return WithUsage(new() { ["choices"] = new JsonArray(choice) }, Tokens(prompt).Count, 1);
    }

    private static string Prompt(JsonObject body) =>
        (body["prompt"] is JsonArray several ? several[0] : body["prompt"])?.GetValue<string>() ?? body["messages"]!.AsArray()[^1]!["content"]!.GetValue<string>();

    private JsonObject Generate(JsonObject body, Func<string, JsonObject> choice)
    {
        var prompt = Prompt(body);
        var item = Find(prompt).Item;
        var text = item is null ? " four, five" : _scores[item.Id] == 1 ? item.Answer : $"not {item.Answer}";
        return WithUsage(new() { ["choices"] = new JsonArray(choice($"{text}\nand more")) }, Tokens(prompt).Count, Tokens(text).Count);
    }

    private static JsonObject Choice(string text, string name, JsonNode value) => new() { ["index"] = 0, [name] = value, ["finish_reason"] = text.Length > 0 ? "stop" : "length" };

    private static JsonObject WithUsage(JsonObject answer, int read, int generated)
    {
        answer["usage"] = new JsonObject { ["prompt_tokens"] = read, ["completion_tokens"] = generated, ["total_tokens"] = read + generated };
        return answer;
    }

    private (Item? Item, string Option) Find(string prompt) =>
        Array.BinarySearch(_prompts, prompt, StringComparer.Ordinal) is var at && (at >= 0 ? at : ~at - 1) is >= 0 and var nearest && prompt.StartsWith(_prompts[nearest], StringComparison.Ordinal)
            ? (_items[nearest], prompt[_prompts[nearest].Length..].TrimStart()) : (null, "");

    private bool IsRight(Item item, string option) => item.Options.ToList().IndexOf(option) is var index && index == (_scores[item.Id] == 1 ? item.AnswerIndex : (item.AnswerIndex + 1) % item.Options.Count);

    private static List<string> Tokens(string text) => [.. Word().Matches(text).Select(match => match.Value)];

    private static int TokenId(string token) => (int)(token.Aggregate(2166136261u, (hash, c) => (hash ^ c) * 16777619u) % 50_000);

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = target; value > seen && Interlocked.CompareExchange(ref target, value, seen) != seen; seen = target) { }
    }

    [GeneratedRegex(@"\s*\S+|\s+$")]
    private static partial Regex Word();
}
