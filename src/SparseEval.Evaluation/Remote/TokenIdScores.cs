using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace SparseEval.Evaluation;

/// <summary>Log-probabilities of named tokens at one generated position: all one-token options of a question by one pass over its prompt.</summary>
internal sealed class TokenIdScores(OpenAiEngineOptions options, ServerClient client)
{
    private const string Prefix = "token_id:";

    private readonly ConcurrentDictionary<string, Task<int>> _ids = new(StringComparer.Ordinal);

    /// <exception cref="RefusedRequestException">A continuation is not one token.</exception>
    public Task<int[]> IdsAsync(IReadOnlyList<string> continuations, CancellationToken cancellationToken) => Task.WhenAll(continuations.Select(text => IdAsync(text, cancellationToken)));

    /// <exception cref="MalformedAnswerException">A log-probability is missing or cannot be true.</exception>
    public static OpenAiAnswer Read(int[] ids, JsonElement answer)
    {
        var choice = OpenAiAnswers.OnlyChoice(answer);
        if (!choice.TryGetProperty("logprobs", out var logprobs) || logprobs.ValueKind != JsonValueKind.Object
            || !logprobs.TryGetProperty("top_logprobs", out var positions) || positions.ValueKind != JsonValueKind.Array || positions.GetArrayLength() == 0)
            throw new MalformedAnswerException("the server gave no log-probabilities of the named tokens; 'sparseeval probe' says what it can do");
        var found = positions[0];
        return new([.. ids.Select(id => found.TryGetProperty($"{Prefix}{id.ToString(CultureInfo.InvariantCulture)}", out var value) && value.TryGetDouble(out var log) && double.IsFinite(log) && log <= 1e-6
            ? Math.Min(0, log) : throw new MalformedAnswerException($"the server gave no log-probability for token {id}"))], null, SaidUsage.Of(answer));
    }

    // The server's own tokenizer, beside /v1 as in vLLM; each text is asked for once.
    private async Task<int> IdAsync(string text, CancellationToken cancellationToken)
    {
        var asked = _ids.GetOrAdd(text, key => client.AskAsync(options.BesideVersion("tokenize"), OpenAiBody.Tokenize(options, key), answer => OnlyToken(key, answer), cancellationToken));
        try
        {
            return await asked.ConfigureAwait(false);
        }
        catch
        {
            _ids.TryRemove(new(text, asked));
            throw;
        }
    }

    private static int OnlyToken(string text, JsonElement answer)
    {
        var tokens = answer.GetProperty("tokens");
        return tokens.GetArrayLength() == 1 ? tokens[0].GetInt32() : throw new RefusedRequestException(
            $"the option '{text}' is {tokens.GetArrayLength()} tokens, and named tokens serve options of one token. Ask for log-likelihoods by echo");
    }
}
