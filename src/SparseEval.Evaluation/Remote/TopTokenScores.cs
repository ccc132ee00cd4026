using System.Text.Json;

namespace SparseEval.Evaluation;

/// <summary>Log-probabilities of options of one token from the likeliest tokens of the position after the question; chat servers give no others.</summary>
/// <remarks>An option's probability is that of the tokens which read as it, white space around them aside: chat templates decide whether a space belongs to the answer.</remarks>
internal static class TopTokenScores
{
    /// <summary>Of log-probabilities in 16 bits.</summary>
    private const double Rounding = 0.02;

    /// <exception cref="MalformedAnswerException">There are no log-probabilities, or they cannot be true.</exception>
    /// <exception cref="RefusedRequestException">An option is not among the likeliest tokens, so that nothing is known about it but that it is less likely.</exception>
    public static OpenAiAnswer Read(LogLikelihoodRequest request, JsonElement answer)
    {
        var top = Top(OpenAiAnswers.OnlyChoice(answer)).ToArray();
        if (top.Length == 0) throw new MalformedAnswerException("the server gave no likeliest tokens; 'sparseeval probe' says what it can do");
        // They are disjoint, so that more than 1 together cannot be true.
        if (top.Sum(token => Math.Exp(token.Log)) is > 1 + Rounding and var sum)
            throw new MalformedAnswerException(FormattableString.Invariant($"the probabilities of the likeliest tokens add up to {sum:0.##}, and no more than 1 can be"));
        return new([.. request.Continuations.Select(option => Of(option.Trim(), top))], null, SaidUsage.Of(answer));
    }

    private static double Of(string option, (string Token, double Log)[] top)
    {
        var found = top.Where(token => token.Token.Trim() == option).Sum(token => Math.Exp(token.Log));
        return found > 0 ? Math.Min(0, Math.Log(found)) : throw new RefusedRequestException(
            $"the option '{option}' is not among the {top.Length} likeliest tokens after the question. Ask for more of them, for options of one token, or use a scorer that reads generated text");
    }

    /// <summary>As lists of objects (chat, and llama.cpp's completions) or as an object of numbers (completions).</summary>
    private static IEnumerable<(string Token, double Log)> Top(JsonElement choice)
    {
        if (!choice.TryGetProperty("logprobs", out var logprobs) || logprobs.ValueKind != JsonValueKind.Object) yield break;
        if (First(logprobs, "content") is { } position)
        {
            if (!position.TryGetProperty("top_logprobs", out var listed) || listed.ValueKind != JsonValueKind.Array) yield break;
            foreach (var token in listed.EnumerateArray()) yield return (token.GetProperty("token").GetString() ?? "", Value(token.GetProperty("logprob")));
        }
        else if (First(logprobs, "top_logprobs") is { ValueKind: JsonValueKind.Object } named)
            foreach (var token in named.EnumerateObject()) yield return (token.Name, Value(token.Value));
    }

    private static JsonElement? First(JsonElement logprobs, string name) =>
        logprobs.TryGetProperty(name, out var positions) && positions.ValueKind == JsonValueKind.Array && positions.GetArrayLength() > 0 ? positions[0] : null;

    private static double Value(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.GetDouble() is var log and <= 1e-6 ? log
        : throw new MalformedAnswerException($"a likeliest token has log-probability {value}, and none is above 0");
}
