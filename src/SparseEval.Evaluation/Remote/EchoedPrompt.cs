using System.Text.Json;

namespace SparseEval.Evaluation;

/// <summary>A prompt as a server echoes it: the log-probability of every token, its text where the server says it, and one generated token behind them.</summary>
internal sealed class EchoedPrompt
{
    /// <summary>Tokens that a tokenizer may put before a text, such as <c>&lt;s&gt;</c>.</summary>
    private const int MostBeginnings = 2;

    private readonly JsonElement[] _logs;
    private readonly string[]? _texts;

    private EchoedPrompt(JsonElement[] logs, string[]? texts) => (_logs, _texts) = (logs, texts);

    /// <summary>Number of tokens, the generated one included.</summary>
    public int Count => _logs.Length;

    public static EchoedPrompt Read(JsonElement choice)
    {
        if (!choice.TryGetProperty("logprobs", out var logprobs) || logprobs.ValueKind != JsonValueKind.Object)
            throw new MalformedAnswerException("the server echoes no log-probabilities; 'sparseeval probe' says what it can do");
        var logs = Array(logprobs, "token_logprobs") ?? throw new MalformedAnswerException("the server's log-probabilities have no 'token_logprobs'");
        var texts = Array(logprobs, "tokens") is { } tokens && System.Array.TrueForAll(tokens, token => token.ValueKind == JsonValueKind.String) ? tokens.Select(token => token.GetString()!).ToArray() : null;
        return texts is null || texts.Length == logs.Length ? new(logs, texts) : throw new MalformedAnswerException($"the server gave {texts.Length} tokens and {logs.Length} log-probabilities");
    }

    /// <summary>
    /// First token of the continuation, and the one after its last, by the tokens' texts; null where these do not spell the prompt, since a token's text alone may lack its space or be a part of a letter.
    /// A token that reaches over the boundary belongs to the continuation, as in lm-evaluation-harness. So do tokens without a text before the continuation's first: vLLM shows a character of
    /// several tokens at the last of them, and nothing at those before.
    /// </summary>
    /// <remarks>Offsets that servers give are not used: vLLM's count the text of tokens that stand before the prompt, SGLang's are -1.</remarks>
    public (int From, int To)? Spelled(string context, string continuation)
    {
        for (var beginnings = 0; _texts is not null && beginnings <= MostBeginnings; beginnings++)
            if (Spelled(context.Length, context + continuation, beginnings) is { } found) return found;
        return null;
    }

    /// <summary>First token that is not this context's, whose last token is the generated one.</summary>
    public int FromAfter(EchoedPrompt context)
    {
        var most = context.Count - 1;
        if (_texts is null || context._texts is null) return most;
        var same = _texts.Zip(context._texts.Take(most)).TakeWhile(pair => pair.First == pair.Second).Count();
        return same >= most - MostBeginnings ? same : throw new MalformedAnswerException($"the server divides the question into other tokens once an option stands behind it: {same} of {most} are the same");
    }

    /// <exception cref="MalformedAnswerException">There is none, or one has no log-probability that can be true.</exception>
    public double Sum(int from, int to)
    {
        if (from >= to) throw new MalformedAnswerException("the server echoed no token of the continuation; 'sparseeval probe' says what it can do");
        var sum = 0.0;
        for (var i = from; i < to; i++) sum += Value(_logs[i], i);
        return sum;
    }

    private (int From, int To)? Spelled(int context, string prompt, int first)
    {
        var (at, from, empty) = (0, -1, -1);
        for (var i = first; i < _texts!.Length; i++)
        {
            if (at == prompt.Length && from >= 0) return (from, i);
            var token = _texts[i];
            if (string.CompareOrdinal(prompt, at, token, 0, token.Length) != 0) return null;
            at += token.Length;
            // Before a text without a context may stand what begins every prompt, which has no log-probability.
            if (token.Length > 0 || (context == 0 && _logs[i].ValueKind == JsonValueKind.Null)) (from, empty) = (from < 0 && at > context ? (empty < 0 ? i : empty) : from, -1);
            else if (empty < 0) empty = i;
        }
        return at == prompt.Length && from >= 0 ? (from, _texts.Length) : null;
    }

    private static double Value(JsonElement value, int token)
    {
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var log) || !double.IsFinite(log))
            throw new MalformedAnswerException($"token {token} of the continuation has no log-probability");
        return log <= 1e-6 ? Math.Min(0, log) : throw new MalformedAnswerException(FormattableString.Invariant($"token {token} has log-probability {log}, which is above 0"));
    }

    private static JsonElement[]? Array(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.Array ? [.. found.EnumerateArray()] : null;
}
