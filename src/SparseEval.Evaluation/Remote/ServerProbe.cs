using System.Globalization;
using System.Text.Json;

namespace SparseEval.Evaluation;

/// <summary>Finds out what a server can do before money is spent on it.</summary>
public static class ServerProbe
{
    private static readonly LogLikelihoodRequest Choice = new() { ItemId = "probe", Context = "The capital of France is", Continuations = [" Paris", " xylophone"] };
    private static readonly LogLikelihoodRequest Letters = new() { ItemId = "probe", Context = "Is Paris in France? A: yes. B: no. Answer:", Continuations = [" A", " B"] };
    private static readonly GenerationRequest Text = new() { ItemId = "probe", Context = "Count: one, two, three,", MaxTokens = 8 };

    /// <summary>About ten requests of a few tokens each.</summary>
    /// <param name="options">Server and model; interface and source of log-likelihoods are all tried, whatever they say.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    /// <exception cref="EngineException">The server cannot be reached, or refuses the key.</exception>
    public static async Task<ServerCapabilities> RunAsync(OpenAiEngineOptions options, CancellationToken cancellationToken = default)
    {
        options.Validate();
        using var client = ServerClient.Of(options.Server, options.KeyVariable, new(Math.Min(3, options.Attempts), options.Timeout), concurrency: 1);
        var (models, context) = await ModelsAsync(client, options.Model, cancellationToken).ConfigureAwait(false);
        OpenAiAnswers Answers(OpenAiInterface kind, LogLikelihoodSource source) => new(options with { Interface = kind, LogLikelihoods = source }, client);
        var plain = Answers(OpenAiInterface.Completions, LogLikelihoodSource.Echo);
        return new()
        {
            Models = models,
            MaxContext = context,
            Completions = await TryAsync(async () => Texts(await plain.GenerateAsync(Text, cancellationToken).ConfigureAwait(false))).ConfigureAwait(false),
            Chat = await TryAsync(async () => Texts(await Answers(OpenAiInterface.Chat, LogLikelihoodSource.Echo).GenerateAsync(Text, cancellationToken).ConfigureAwait(false))).ConfigureAwait(false),
            Echo = await TryAsync(() => TellsAsync(plain, LogLikelihoodSource.Echo, cancellationToken)).ConfigureAwait(false),
            TokenIds = await TryAsync(() => TellsAsync(Answers(OpenAiInterface.Completions, LogLikelihoodSource.TokenIds), LogLikelihoodSource.TokenIds, cancellationToken)).ConfigureAwait(false),
            Repeats = await TryAsync(() => RepeatsAsync(plain, cancellationToken)).ConfigureAwait(false),
            PrefixCache = await TryAsync(() => PrefixCacheAsync(plain, cancellationToken)).ConfigureAwait(false),
        };
    }

    private static async Task<(IReadOnlyList<string> Models, long? Context)> ModelsAsync(ServerClient client, string model, CancellationToken cancellationToken)
    {
        try
        {
            return await client.AskAsync("models", null, answer => Listed(answer, model), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (IsFinding(e) || e is EngineException { Message: var message } && message.Contains("status 404", StringComparison.Ordinal))
        {
            return ([], null);
        }
    }

    private static (IReadOnlyList<string>, long?) Listed(JsonElement answer, string model)
    {
        var entries = answer.GetProperty("data").EnumerateArray().ToArray();
        var own = entries.FirstOrDefault(entry => entry.GetProperty("id").GetString() == model);
        var context = own.ValueKind == JsonValueKind.Object && own.TryGetProperty("max_model_len", out var length) && length.TryGetInt64(out var tokens) ? tokens : (long?)null;
        return ([.. entries.Select(entry => entry.GetProperty("id").GetString()!)], context);
    }

    private static ProbeFinding Texts(OpenAiAnswer answer) => new(true, $"'{answer.Text!.ReplaceLineEndings(" ").Trim()}', {answer.Usage.Read} tokens read, {answer.Usage.Generated} generated");

    /// <summary>Whether log-likelihoods tell continuations apart; one request.</summary>
    internal static async Task<ProbeFinding> TellsAsync(OpenAiAnswers answers, LogLikelihoodSource source, CancellationToken cancellationToken, Action<TokenUsage>? spent = null)
    {
        var request = source == LogLikelihoodSource.Echo ? Choice : Letters;
        var answer = await answers.LogLikelihoodsAsync(request, cancellationToken).ConfigureAwait(false);
        spent?.Invoke(answer.Usage);
        var logs = answer.Logs!;
        return Math.Abs(logs[0] - logs[1]) < 1e-9
            ? new(false, string.Create(CultureInfo.InvariantCulture, $"'{request.Continuations[0]}' and '{request.Continuations[1]}' got the same log-likelihood {logs[0]:0.###}"))
            : new(true, string.Create(CultureInfo.InvariantCulture, $"'{request.Continuations[0]}' {logs[0]:0.##}, '{request.Continuations[1]}' {logs[1]:0.##} after '{request.Context}'"));
    }

    private static async Task<ProbeFinding> RepeatsAsync(OpenAiAnswers answers, CancellationToken cancellationToken)
    {
        var texts = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 3; i++) texts.Add((await answers.GenerateAsync(Text, cancellationToken).ConfigureAwait(false)).Text!);
        return new(texts.Count == 1, texts.Count == 1 ? "three answers to the same request agree" : $"three answers to the same request are {texts.Count} different texts");
    }

    private static async Task<ProbeFinding> PrefixCacheAsync(OpenAiAnswers answers, CancellationToken cancellationToken)
    {
        var request = Text with { Context = string.Concat(Enumerable.Repeat("A sentence that stands in front of every question. ", 60)), MaxTokens = 1 };
        await answers.GenerateAsync(request, cancellationToken).ConfigureAwait(false);
        var again = await answers.GenerateAsync(request, cancellationToken).ConfigureAwait(false);
        return again.Usage.Cached > 0 ? new(true, $"{again.Usage.Cached} of {again.Usage.Read} tokens of a repeated prompt came from it") : new(false, "the server reports no cached tokens for a repeated prompt");
    }

    private static async Task<ProbeFinding> TryAsync(Func<Task<ProbeFinding>> attempt)
    {
        try
        {
            return await attempt().ConfigureAwait(false);
        }
        catch (Exception problem) when (IsFinding(problem) || problem is EngineException { Message: var message } && (message.Contains("status 404", StringComparison.Ordinal) || message.Contains("status 405", StringComparison.Ordinal)))
        {
            return new(false, problem.Message);
        }
    }

    private static bool IsFinding(Exception problem) => problem is MalformedAnswerException or RefusedRequestException or SilentServerException;
}
