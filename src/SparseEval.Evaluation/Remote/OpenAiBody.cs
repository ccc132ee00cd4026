using System.Text.Json;
using System.Text.Json.Nodes;

namespace SparseEval.Evaluation;

/// <summary>The JSON that is posted; nothing in it varies between equal requests.</summary>
internal static class OpenAiBody
{
    /// <summary>All options of an item in one request, each with its prompt echoed; a single token is generated because servers refuse none.</summary>
    /// <param name="options">Model and seed.</param>
    /// <param name="request">Question and options.</param>
    /// <param name="withContext">True asks for the question alone too, first of all, so that its tokens can be counted.</param>
    public static byte[] Echo(OpenAiEngineOptions options, LogLikelihoodRequest request, bool withContext = false)
    {
        var body = EchoNode(options, request);
        if (withContext) body["prompt"]!.AsArray().Insert(0, request.Context);
        return Bytes(body);
    }

    /// <summary>The body of <see cref="Echo"/> as a node, for batch files too.</summary>
    public static JsonObject EchoNode(OpenAiEngineOptions options, LogLikelihoodRequest request)
    {
        var body = Common(options, maxTokens: 1);
        body["prompt"] = new JsonArray([.. request.Continuations.Select(text => (JsonNode)(request.Context + text))]);
        body["echo"] = true;
        body["logprobs"] = 1;
        return body;
    }

    public static byte[] TokenIds(OpenAiEngineOptions options, LogLikelihoodRequest request, IReadOnlyList<int> ids)
    {
        var body = Common(options, maxTokens: 1);
        body["prompt"] = request.Context;
        body["logprobs"] = 0;
        body["logprob_token_ids"] = new JsonArray([.. ids.Select(id => (JsonNode)id)]);
        body["return_tokens_as_token_ids"] = true;
        return Bytes(body);
    }

    public static byte[] TopTokens(OpenAiEngineOptions options, LogLikelihoodRequest request) => Bytes(TopTokensNode(options, request));

    public static byte[] ChatTopTokens(OpenAiEngineOptions options, LogLikelihoodRequest request) => Bytes(ChatTopTokensNode(options, request));

    /// <summary>The likeliest tokens after the question as a node, for batch files too.</summary>
    public static JsonObject TopTokensNode(OpenAiEngineOptions options, LogLikelihoodRequest request)
    {
        var body = Common(options, maxTokens: 1);
        (body["prompt"], body["logprobs"]) = (request.Context, options.TopTokens);
        return body;
    }

    /// <inheritdoc cref="TopTokensNode"/>
    public static JsonObject ChatTopTokensNode(OpenAiEngineOptions options, LogLikelihoodRequest request)
    {
        var body = Common(options, maxTokens: 1);
        (body["messages"], body["logprobs"], body["top_logprobs"]) = (Messages(options, request.Context), true, options.TopTokens);
        return body;
    }

    public static byte[] Generate(OpenAiEngineOptions options, GenerationRequest request) => Bytes(GenerationNode(options, request));

    public static byte[] Chat(OpenAiEngineOptions options, GenerationRequest request) => Bytes(ChatNode(options, request));

    public static byte[] Tokenize(OpenAiEngineOptions options, string text) =>
        Bytes(new() { ["model"] = options.Model, ["prompt"] = text, ["add_special_tokens"] = false });

    /// <summary>The body of a generation as a node, for batch files too.</summary>
    public static JsonObject GenerationNode(OpenAiEngineOptions options, GenerationRequest request)
    {
        var body = Common(options, request.MaxTokens);
        body["prompt"] = request.Context;
        Choice(body, request);
        return body;
    }

    /// <inheritdoc cref="GenerationNode"/>
    public static JsonObject ChatNode(OpenAiEngineOptions options, GenerationRequest request)
    {
        var body = Common(options, request.MaxTokens);
        body["messages"] = Messages(options, request.Context);
        Choice(body, request);
        return body;
    }

    private static JsonArray Messages(OpenAiEngineOptions options, string question) =>
    [
        .. options.SystemPrompt is { } system ? [new JsonObject { ["role"] = "system", ["content"] = system }] : Array.Empty<JsonNode>(),
        new JsonObject { ["role"] = "user", ["content"] = question },
    ];

    private static JsonObject Common(OpenAiEngineOptions options, int maxTokens) =>
        new() { ["model"] = options.Model, ["temperature"] = 0, ["max_tokens"] = maxTokens, ["seed"] = options.Seed };

    private static void Choice(JsonObject body, GenerationRequest request)
    {
        if (request.Sampling is { Temperature: > 0 } sampling)
        {
            (body["temperature"], body["top_p"], body["seed"]) = (sampling.Temperature, sampling.TopP, sampling.Seed);
            // No member of OpenAI's own protocol, but of the servers that people run.
            if (sampling.TopK > 0) body["top_k"] = sampling.TopK;
        }
        if (request.Stop.Count > 0) body["stop"] = new JsonArray([.. request.Stop.Select(text => (JsonNode)text)]);
    }

    private static byte[] Bytes(JsonObject body) => JsonSerializer.SerializeToUtf8Bytes(body);
}
