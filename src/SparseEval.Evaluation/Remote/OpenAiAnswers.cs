using System.Text.Json;

namespace SparseEval.Evaluation;

/// <summary>Tokens that a server says it read and generated.</summary>
/// <param name="Read">Prompt tokens, those from the server's prefix cache included.</param>
/// <param name="Generated">Completion tokens.</param>
/// <param name="Cached">Of <paramref name="Read"/>: taken from the server's prefix cache.</param>
internal readonly record struct TokenUsage(long Read, long Generated, long Cached = 0);

/// <summary>What one item's request came to.</summary>
internal readonly record struct OpenAiAnswer(IReadOnlyList<double>? Logs, string? Text, TokenUsage Usage);

/// <summary>Asks a server for log-likelihoods and texts, and holds its answers to what was asked.</summary>
internal sealed class OpenAiAnswers(OpenAiEngineOptions options, ServerClient client)
{
    private readonly TokenIdScores _tokenIds = new(options, client);

    public Task<OpenAiAnswer> LogLikelihoodsAsync(LogLikelihoodRequest request, CancellationToken cancellationToken) =>
        options.Interface == OpenAiInterface.Chat
            ? throw new EngineException("Chat servers give no log-likelihoods of options, so multiple choice cannot be scored by them there. Use the completions interface, or a scorer that reads a generated letter.") { LacksCapability = true }
        : options.LogLikelihoods == LogLikelihoodSource.TokenIds ? _tokenIds.AskAsync(request, cancellationToken)
        : client.AskAsync("completions", OpenAiBody.Echo(options, request), answer => EchoedScores.Read(request, answer), cancellationToken);

    public Task<OpenAiAnswer> GenerateAsync(GenerationRequest request, CancellationToken cancellationToken) =>
        options.Interface == OpenAiInterface.Chat
            ? client.AskAsync("chat/completions", OpenAiBody.Chat(options, request), answer => Read(request, options.Interface, answer), cancellationToken)
            : client.AskAsync("completions", OpenAiBody.Generate(options, request), answer => Read(request, options.Interface, answer), cancellationToken);

    /// <summary>What an answer's body says, wherever it came from; log-likelihoods are those of echoed prompts.</summary>
    public static OpenAiAnswer Read(EngineRequest request, OpenAiInterface from, JsonElement answer) => (request, from) switch
    {
        (GenerationRequest free, OpenAiInterface.Chat) => ReadText(answer, free, choice => choice.GetProperty("message").GetProperty("content")),
        (GenerationRequest free, _) => ReadText(answer, free, choice => choice.GetProperty("text")),
        (LogLikelihoodRequest choice, OpenAiInterface.Completions) => EchoedScores.Read(choice, answer),
        _ => throw new MalformedAnswerException("chat gives no log-likelihoods of options"),
    };

    /// <summary>The one choice that was asked for.</summary>
    public static JsonElement OnlyChoice(JsonElement answer) => Choices(answer, 1)[0];

    /// <summary>Choices in the order of the prompts.</summary>
    public static JsonElement[] Choices(JsonElement answer, int asked)
    {
        if (!answer.TryGetProperty("choices", out var choices) || choices.ValueKind != JsonValueKind.Array)
            throw new MalformedAnswerException("the server's answer has no choices");
        var found = new JsonElement[asked];
        var seen = 0;
        foreach (var choice in choices.EnumerateArray())
        {
            var index = choice.TryGetProperty("index", out var number) && number.TryGetInt32(out var given) ? given : seen;
            if (index < 0 || index >= asked || found[index].ValueKind != JsonValueKind.Undefined)
                throw new MalformedAnswerException($"the server was asked for {asked} choices and answered for choice {index}");
            found[index] = choice;
            seen++;
        }
        return seen == asked ? found : throw new MalformedAnswerException($"the server was asked for {asked} choices and gave {seen}");
    }

    /// <summary>Zero where the server says nothing.</summary>
    public static TokenUsage Usage(JsonElement answer)
    {
        if (!answer.TryGetProperty("usage", out var usage) || usage.ValueKind != JsonValueKind.Object) return default;
        var cached = usage.TryGetProperty("prompt_tokens_details", out var details) && details.ValueKind == JsonValueKind.Object ? Number(details, "cached_tokens") : 0;
        return new(Number(usage, "prompt_tokens"), Number(usage, "completion_tokens"), cached);
    }

    private static long Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= 0 ? number : 0;

    private static OpenAiAnswer ReadText(JsonElement answer, GenerationRequest request, Func<JsonElement, JsonElement> text)
    {
        var choice = OnlyChoice(answer);
        if (text(choice) is not { ValueKind: JsonValueKind.String } found) throw new MalformedAnswerException("the server's answer has no text");
        return new(null, Cut(found.GetString()!, request), Usage(answer));
    }

    /// <summary>The text before the first stop text: a server that passes over them is cut here, so that every engine answers alike.</summary>
    public static string Cut(string generated, GenerationRequest request) =>
        generated[..request.Stop.Where(stop => stop.Length > 0).Select(stop => generated.IndexOf(stop, StringComparison.Ordinal)).Where(at => at >= 0).DefaultIfEmpty(generated.Length).Min()];
}
