using System.Globalization;
using System.Text;

namespace SparseEval.Evaluation;

/// <summary>
/// Refuses what is longer than the server's model can read before it is sent: some servers cut it without a word, and the item would be scored on a part of its question.
/// What is sure is refused and nothing else: a text has at least as many tokens as words between blanks, and at most as many as bytes; in between the server's own tokenizer counts, where
/// it has one.
/// </summary>
internal sealed class ContextCheck(OpenAiEngineOptions options, ServerClient client)
{
    /// <summary>Bytes that fit into any context, so that nothing is asked about them.</summary>
    private const int FitsAnywhere = 512;

    private readonly Lock _lock = new();
    private Task<long?>? _most;
    private bool _counts = true;

    /// <exception cref="RefusedRequestException">The request is too long.</exception>
    public async Task RequireAsync(EngineRequest request, CancellationToken cancellationToken)
    {
        var text = Longest(request);
        var bytes = Encoding.UTF8.GetByteCount(text);
        if (bytes <= FitsAnywhere || await MostAsync(cancellationToken).ConfigureAwait(false) is not { } most || bytes <= most) return;
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        if (words > most) throw TooLong($"at least {Text(words)} tokens, one a word", most);
        if (await CountAsync(text, cancellationToken).ConfigureAwait(false) is { } tokens && tokens > most) throw TooLong($"{Text(tokens)} tokens", most);
    }

    private string Longest(EngineRequest request) => string.Concat(options.Interface == OpenAiInterface.Chat && options.SystemPrompt is { } system ? $"{system}\n" : "", request.Context,
        request is LogLikelihoodRequest choice && options.LogLikelihoods == LogLikelihoodSource.Echo ? choice.Continuations.MaxBy(option => option.Length) : "");

    /// <summary>Asked for once; again where that failed.</summary>
    private Task<long?> MostAsync(CancellationToken cancellationToken)
    {
        lock (_lock) return _most is null or { IsFaulted: true } or { IsCanceled: true } ? _most = AskAsync(cancellationToken) : _most;
    }

    private async Task<long?> AskAsync(CancellationToken cancellationToken) => (await new ServedModels(client, options).ReadAsync(cancellationToken).ConfigureAwait(false)).Context;

    private async Task<int?> CountAsync(string text, CancellationToken cancellationToken)
    {
        if (!_counts) return null;
        try
        {
            return await client.AskAsync(options.BesideVersion("tokenize"), OpenAiBody.Tokenize(options, text), answer => answer.GetProperty("tokens").GetArrayLength(), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ServerFaultException or EngineException { HasNoSuchPath: true })
        {
            _counts = e is not EngineException;
            return null;
        }
    }

    private static RefusedRequestException TooLong(string length, long most) =>
        new($"the prompt has {length}, and the server's model reads {Text(most)}; it was not sent. Serve the model with a longer context, or leave such items out of the benchmark");

    private static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
