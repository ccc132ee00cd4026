namespace SparseEval.Evaluation;

/// <summary>Finds out what a server can do before money is spent on it.</summary>
public static class ServerProbe
{
    /// <summary>About twelve requests of a few tokens each; what they took is the result's <see cref="ServerCapabilities.Cost"/>.</summary>
    /// <param name="options">Server and model; interface and source of log-likelihoods are all tried, whatever they say.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    /// <exception cref="EngineException">The server cannot be reached, or refuses the key.</exception>
    public static async Task<ServerCapabilities> RunAsync(OpenAiEngineOptions options, CancellationToken cancellationToken = default)
    {
        options.Validate();
        using var client = ServerClient.Of(options.Server, options.KeyVariable, new(Math.Min(3, options.Attempts), options.Timeout) { RequestsPerMinute = options.RequestsPerMinute, TokensPerMinute = options.TokensPerMinute }, concurrency: 1);
        var probe = new ProbeQuestions(options, client, cancellationToken);
        var (models, context) = await new ServedModels(client, options).ReadAsync(cancellationToken).ConfigureAwait(false);
        var found = new ServerCapabilities
        {
            Models = models,
            MaxContext = context,
            Completions = await probe.TextAsync(OpenAiInterface.Completions).ConfigureAwait(false),
            Chat = await probe.TextAsync(OpenAiInterface.Chat).ConfigureAwait(false),
            Echo = await probe.LikelihoodsAsync(OpenAiInterface.Completions, LogLikelihoodSource.Echo).ConfigureAwait(false),
            TokenIds = await probe.LikelihoodsAsync(OpenAiInterface.Completions, LogLikelihoodSource.TokenIds).ConfigureAwait(false),
            TopTokens = await probe.LikelihoodsAsync(OpenAiInterface.Completions, LogLikelihoodSource.TopTokens).ConfigureAwait(false),
            ChatTopTokens = await probe.LikelihoodsAsync(OpenAiInterface.Chat, LogLikelihoodSource.TopTokens).ConfigureAwait(false),
            Repeats = await probe.RepeatsAsync().ConfigureAwait(false),
            PrefixCache = await probe.PrefixCacheAsync().ConfigureAwait(false),
        };
        return found with { Cost = probe.Cost };
    }
}
