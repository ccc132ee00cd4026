using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace SparseEval.Evaluation.Tests;

/// <summary>How servers of the OpenAI protocol differ from each other, as their sources say: changes to the scripted server's answers, which are those of a plain one.</summary>
internal static class Conventions
{
    /// <summary>vLLM with a tokenizer that begins every prompt: the offsets of the text count that token's text too.</summary>
    public static JsonObject Beginning(JsonObject answer) => Each(answer, logprobs =>
    {
        const string begin = "<|begin_of_text|>";
        logprobs["tokens"]!.AsArray().Insert(0, begin);
        logprobs["token_logprobs"]!.AsArray().Insert(0, null);
        // The first word follows the beginning, so it has a log-probability.
        logprobs["token_logprobs"]![1] = -2.0;
        logprobs["text_offset"] = new JsonArray([(JsonNode)0, .. logprobs["text_offset"]!.AsArray().Select(offset => (JsonNode)(offset!.GetValue<int>() + begin.Length))]);
    }, more: 1);

    /// <summary>SGLang says no offsets.</summary>
    public static JsonObject NoOffsets(JsonObject answer) => Each(answer, logprobs =>
        logprobs["text_offset"] = new JsonArray([.. logprobs["text_offset"]!.AsArray().Select(_ => (JsonNode)(-1))]));

    /// <summary>A SentencePiece tokenizer on vLLM: a token alone is decoded without the space before it, and offsets drift.</summary>
    public static JsonObject NoSpaces(JsonObject answer) => Each(answer, logprobs =>
    {
        string[] tokens = [.. logprobs["tokens"]!.AsArray().Select(token => token!.GetValue<string>().Trim())];
        logprobs["tokens"] = new JsonArray([.. tokens.Select(token => (JsonNode)token)]);
        var at = 0;
        logprobs["text_offset"] = new JsonArray([.. tokens.Select(token => (JsonNode)((at += token.Length) - token.Length))]);
    });

    /// <summary>Only numbers: neither tokens nor offsets.</summary>
    public static JsonObject NumbersAlone(JsonObject answer) => Each(answer, logprobs =>
    {
        logprobs.Remove("tokens");
        logprobs.Remove("text_offset");
    });

    /// <summary>llama.cpp: completions list likeliest tokens as chat does, and the context's length stands in <c>meta</c>.</summary>
    public static JsonObject LlamaCpp(JsonObject answer)
    {
        if (answer["data"] is JsonArray models) models[0] = new JsonObject { ["id"] = "scripted", ["meta"] = new JsonObject { ["n_ctx"] = 2048, ["n_ctx_train"] = 8192 } };
        return Each(answer, logprobs =>
        {
            if (logprobs["top_logprobs"] is not JsonArray top) return;
            logprobs["content"] = new JsonArray(new JsonObject { ["top_logprobs"] = new JsonArray([.. top[0]!.AsObject().Select(t => (JsonNode)new JsonObject { ["id"] = 7, ["token"] = t.Key, ["logprob"] = t.Value!.GetValue<double>() })]) });
            logprobs.Remove("top_logprobs");
        });
    }

    /// <summary>Text Generation Inference: no echo, at most five likeliest tokens, at most four prompts, the context's length at <c>/info</c>.</summary>
    public static async Task<bool> Tgi(HttpContext http)
    {
        if (http.Request.Path == "/info") return await Misbehave.Says(http, 200, """{"model_id":"scripted","max_total_tokens":1024}""");
        if (http.Request.Path == "/v1/models") return await Misbehave.Says(http, 200, """{"object":"list","data":[{"id":"scripted","object":"model","owned_by":"scripted"}]}""");
        http.Request.EnableBuffering();
        var body = http.Request.Method == "POST" ? JsonNode.Parse(await new StreamReader(http.Request.Body, leaveOpen: true).ReadToEndAsync())!.AsObject() : [];
        http.Request.Body.Position = 0;
        return body["prompt"] is JsonArray { Count: > 4 } or null && body["prompt"] is not null ? await Refuses(http, "Number of prompts exceeds the maximum allowed batch size of 4")
            : body["top_logprobs"]?.GetValue<int>() > 5 ? await Refuses(http, "Input validation error: `top_n_tokens` must be >= 0 and <= 5")
            : body["logprobs"] is { } && http.Request.Path == "/v1/completions" && await Misbehave.Says(http, 200, """{"object":"text_completion","choices":[{"index":0,"text":" x","logprobs":null,"finish_reason":"length"}],"usage":{"prompt_tokens":9,"completion_tokens":1}}""");
    }

    private static Task<bool> Refuses(HttpContext http, string why) => Misbehave.Says(http, 422, $$"""{"error":"{{why}}","error_type":"validation"}""");

    private static JsonObject Each(JsonObject answer, Action<JsonObject> change, int more = 0)
    {
        foreach (var choice in answer["choices"]?.AsArray() ?? [])
            if (choice!["logprobs"] is JsonObject logprobs)
            {
                change(logprobs);
                if (answer["usage"] is JsonObject usage) usage["prompt_tokens"] = usage["prompt_tokens"]!.GetValue<int>() + more;
            }
        return answer;
    }
}
