using System.Text.Json;

namespace SparseEval.Evaluation;

/// <summary>Log-likelihoods of continuations from prompts that the server echoes with the log-probability of every token.</summary>
internal static class EchoedScores
{
    /// <summary>By what the tokens spell; no log-likelihoods where they do not spell the prompts, and tokens must be counted.</summary>
    /// <exception cref="MalformedAnswerException">Choices, tokens or log-probabilities are missing or cannot be true.</exception>
    /// <exception cref="RefusedRequestException">They do not depend on the text.</exception>
    public static OpenAiAnswer BySpelling(LogLikelihoodRequest request, JsonElement answer)
    {
        var (logs, tokens) = (new double[request.Continuations.Count], new int[request.Continuations.Count]);
        var choices = OpenAiAnswers.Choices(answer, logs.Length);
        for (var i = 0; i < logs.Length; i++)
        {
            var echo = EchoedPrompt.Read(choices[i]);
            if (echo.Spelled(request.Context, request.Continuations[i]) is not var (from, to)) return new(null, null, SaidUsage.Of(answer));
            (logs[i], tokens[i]) = (echo.Sum(from, to), to - from);
        }
        return new(FlatScores.Refused(logs, tokens), null, SaidUsage.Of(answer));
    }

    /// <summary>By the number of tokens of the context alone, which is the first prompt; each ends in one generated token.</summary>
    /// <inheritdoc cref="BySpelling"/>
    public static OpenAiAnswer ByCount(LogLikelihoodRequest request, JsonElement answer)
    {
        EchoedPrompt[] echoes = [.. OpenAiAnswers.Choices(answer, request.Continuations.Count + 1).Select(EchoedPrompt.Read)];
        var usage = SaidUsage.Of(answer);
        var echoed = echoes.Sum(echo => echo.Count);
        if (usage.Read > 0 && usage.Read + echoes.Length != echoed)
            throw new MalformedAnswerException($"the server read {usage.Read} tokens in {echoes.Length} prompts and gave {echoed} log-probabilities, where one more for each prompt was asked for");
        var parts = echoes.Skip(1).Select(echo => (Echo: echo, From: echo.FromAfter(echoes[0]), To: echo.Count - 1)).ToArray();
        return new(FlatScores.Refused([.. parts.Select(part => part.Echo.Sum(part.From, part.To))], [.. parts.Select(part => part.To - part.From)]), null, usage);
    }
}
