using System.Text.Json;

namespace SparseEval.Evaluation;

/// <summary>Log-likelihoods of continuations from prompts that the server echoes with the log-probability of every token.</summary>
internal static class EchoedScores
{
    /// <exception cref="MalformedAnswerException">Tokens, offsets or log-probabilities are missing or cannot be true.</exception>
    public static OpenAiAnswer Read(LogLikelihoodRequest request, JsonElement answer)
    {
        var choices = OpenAiAnswers.Choices(answer, request.Continuations.Count);
        return new([.. choices.Select((choice, i) => Sum(choice, request.Context, request.Continuations[i]))], null, OpenAiAnswers.Usage(answer));
    }

    /// <remarks>
    /// Tokens are told apart by where their text begins, in Unicode code points: those that end after the context count, so a token that reaches over the boundary belongs to the
    /// continuation, as it does in lm-evaluation-harness; what begins after the whole prompt was generated.
    /// </remarks>
    private static double Sum(JsonElement choice, string context, string continuation)
    {
        if (!choice.TryGetProperty("logprobs", out var logprobs) || logprobs.ValueKind != JsonValueKind.Object)
            throw new MalformedAnswerException("the server echoes no log-probabilities; 'sparseeval probe' says what it can do");
        var offsets = Array(logprobs, "text_offset");
        var values = Array(logprobs, "token_logprobs");
        if (offsets.Length != values.Length) throw new MalformedAnswerException($"the server gave {offsets.Length} token offsets and {values.Length} log-probabilities");
        var (from, to) = (CodePoints(context), CodePoints(context) + CodePoints(continuation));
        var (sum, counted) = (0.0, 0);
        for (var i = 0; i < offsets.Length; i++)
        {
            var begin = offsets[i].GetInt32();
            var end = i + 1 < offsets.Length ? offsets[i + 1].GetInt32() : int.MaxValue;
            if (end < begin) throw new MalformedAnswerException($"token {i} of the server's answer ends before it begins");
            if (end <= from || begin >= to) continue;
            sum += Value(values[i], i);
            counted++;
        }
        if (counted == 0) throw new MalformedAnswerException("the server echoed no token of the continuation; 'sparseeval probe' says what it can do");
        return sum;
    }

    private static double Value(JsonElement value, int token)
    {
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var log) || !double.IsFinite(log))
            throw new MalformedAnswerException($"token {token} of the continuation has no log-probability");
        return log <= 1e-6 ? Math.Min(0, log) : throw new MalformedAnswerException($"token {token} has log-probability {log}, which is above 0");
    }

    private static JsonElement[] Array(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.Array ? [.. found.EnumerateArray()]
            : throw new MalformedAnswerException($"the server's log-probabilities have no '{name}'");

    private static int CodePoints(string text) => text.EnumerateRunes().Count();
}
