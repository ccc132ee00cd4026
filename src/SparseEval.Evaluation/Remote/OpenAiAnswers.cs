using System.Text.Json;

namespace SparseEval.Evaluation;

/// <summary>Asks a server for log-likelihoods and texts, and holds its answers to what was asked.</summary>
internal sealed class OpenAiAnswers(OpenAiEngineOptions options, ServerClient client)
{
    private readonly TokenIdScores _tokenIds = new(options, client);
    private readonly PossibleUsage _possible = new(options);

    /// <inheritdoc cref="PossibleUsage.Remark"/>
    public Diagnostic? Remark => _possible.Remark;

    /// <summary>True where the server's tokens do not spell their prompts, so that those of the context are counted at once.</summary>
    public bool CountsContext { get; private set; }

    /// <param name="request">Question and options.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    /// <param name="learn">True lets this answer decide <see cref="CountsContext"/>; elsewhere costs would depend on the order in which answers come.</param>
    /// <exception cref="EngineException">Chat servers give none of named tokens or echoed prompts.</exception>
    public Task<OpenAiAnswer> LogLikelihoodsAsync(LogLikelihoodRequest request, CancellationToken cancellationToken, bool learn = false) => (options.LogLikelihoods, options.Interface) switch
    {
        (LogLikelihoodSource.TopTokens, OpenAiInterface.Chat) => AskAsync(request, "chat/completions", OpenAiBody.ChatTopTokens(options, request), answer => TopTokenScores.Read(request, answer), cancellationToken),
        (LogLikelihoodSource.TopTokens, _) => AskAsync(request, "completions", OpenAiBody.TopTokens(options, request), answer => TopTokenScores.Read(request, answer), cancellationToken),
        (_, OpenAiInterface.Chat) => throw new EngineException("Chat servers give no log-likelihoods of options, so multiple choice cannot be scored by them there. Use the completions interface, the likeliest tokens where options are single tokens, or a scorer that reads a generated letter.")
        { LacksCapability = true },
        (LogLikelihoodSource.TokenIds, _) => TokenIdsAsync(request, cancellationToken),
        _ => EchoAsync(request, learn, cancellationToken),
    };

    public Task<OpenAiAnswer> GenerateAsync(GenerationRequest request, CancellationToken cancellationToken) =>
        options.Interface == OpenAiInterface.Chat
            ? AskAsync(request, "chat/completions", OpenAiBody.Chat(options, request), answer => Read(request, options.Interface, answer), cancellationToken)
            : AskAsync(request, "completions", OpenAiBody.Generate(options, request), answer => Read(request, options.Interface, answer), cancellationToken);

    /// <summary>What an answer's body says, wherever it came from; log-likelihoods are those of echoed prompts.</summary>
    public static OpenAiAnswer Read(EngineRequest request, OpenAiInterface from, JsonElement answer) => (request, from) switch
    {
        (GenerationRequest free, OpenAiInterface.Chat) => ReadText(answer, free, ChatText.Of),
        (GenerationRequest free, _) => ReadText(answer, free, choice => choice.GetProperty("text").GetString()),
        (LogLikelihoodRequest choice, OpenAiInterface.Completions) => EchoedScores.BySpelling(choice, answer) is { Logs: not null } spelled ? spelled
            : throw new MalformedAnswerException("the echoed tokens do not spell the prompt, so it cannot be told which of them are the option's; a server can be asked again for that, and a batch cannot"),
        _ => throw new MalformedAnswerException("chat gives no log-likelihoods of options"),
    };

    /// <summary>The one choice that was asked for.</summary>
    public static JsonElement OnlyChoice(JsonElement answer) => Choices(answer, 1)[0];

    /// <summary>Choices in the order of the prompts.</summary>
    /// <exception cref="MalformedAnswerException">There are others than were asked for, or one was broken off.</exception>
    /// <exception cref="RefusedRequestException">The server withheld one.</exception>
    public static JsonElement[] Choices(JsonElement answer, int asked)
    {
        if (!answer.TryGetProperty("choices", out var choices) || choices.ValueKind != JsonValueKind.Array)
            throw new MalformedAnswerException(answer.TryGetProperty("error", out var error) ? $"the server's answer is an error, {Short(error.GetRawText())}" : "the server's answer has no choices");
        var found = new JsonElement[asked];
        var seen = 0;
        foreach (var choice in choices.EnumerateArray())
        {
            var index = choice.TryGetProperty("index", out var number) && number.TryGetInt32(out var given) ? given : seen;
            if (index < 0 || index >= asked || found[index].ValueKind != JsonValueKind.Undefined)
                throw new MalformedAnswerException($"the server was asked for {asked} choices and answered for choice {index}");
            FinishReasons.Require(choice);
            found[index] = choice;
            seen++;
        }
        return seen == asked ? found : throw new MalformedAnswerException($"the server was asked for {asked} choices and gave {seen}");
    }

    private static string Short(string text) => text.Length <= 200 ? text : $"{text[..200]}...";

    private async Task<OpenAiAnswer> EchoAsync(LogLikelihoodRequest request, bool learn, CancellationToken cancellationToken)
    {
        var spent = default(TokenUsage);
        if (!CountsContext)
        {
            var answer = await AskAsync(request, "completions", OpenAiBody.Echo(options, request), found => EchoedScores.BySpelling(request, found), cancellationToken).ConfigureAwait(false);
            if (answer.Logs is not null) return answer;
            (spent, CountsContext) = (answer.Usage, learn);
        }
        return await AskAsync(request, "completions", OpenAiBody.Echo(options, request, withContext: true), found => EchoedScores.ByCount(request, found), cancellationToken, spent).ConfigureAwait(false);
    }

    private async Task<OpenAiAnswer> TokenIdsAsync(LogLikelihoodRequest request, CancellationToken cancellationToken)
    {
        var ids = await _tokenIds.IdsAsync(request.Continuations, cancellationToken).ConfigureAwait(false);
        return await AskAsync(request, "completions", OpenAiBody.TokenIds(options, request, ids), answer => TokenIdScores.Read(ids, answer), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The answer with all that it took: tokens of answers that could not be used are spent too.</summary>
    private async Task<OpenAiAnswer> AskAsync(EngineRequest request, string path, byte[] body, Func<JsonElement, OpenAiAnswer> read, CancellationToken cancellationToken, TokenUsage spent = default)
    {
        var lost = LostAttempts.Begin(usage => _possible.Held(request, usage));
        try
        {
            var predicted = PredictedUsage.Of(options, request);
            var answer = await client.AskAsync(path, body, Counted, cancellationToken, predicted.Read + predicted.Generated).ConfigureAwait(false);
            return answer with { Usage = _possible.Held(request, answer.Usage) + spent + lost.Usage };
        }
        catch (ServerFaultException fault)
        {
            fault.Spent = spent + lost.Usage;
            throw;
        }

        OpenAiAnswer Counted(JsonElement answer)
        {
            try
            {
                return read(answer);
            }
            catch (Exception problem) when (problem is RefusedRequestException || JsonExchange.IsUnreadable(problem))
            {
                spent += _possible.Held(request, SaidUsage.Of(answer));
                lost.HasCounted();
                throw;
            }
        }
    }

    private static OpenAiAnswer ReadText(JsonElement answer, GenerationRequest request, Func<JsonElement, string?> text)
    {
        var choice = OnlyChoice(answer);
        if (text(choice) is not { } whole) throw new MalformedAnswerException("the server's answer has no text");
        var cut = Cut(whole, request);
        return new(null, cut, SaidUsage.Of(answer)) { IsTruncated = cut.Length == whole.Length && FinishReasons.IsTruncated(choice) };
    }

    /// <summary>The text before the first stop text: a server that passes over them is cut here, so that every engine answers alike.</summary>
    /// <exception cref="RefusedRequestException">It is longer than is kept of one item, while many wait to be written down.</exception>
    public static string Cut(string generated, GenerationRequest request)
    {
        var text = Before(generated, request);
        return text.Length <= Completion.MostCharacters ? text : throw new RefusedRequestException(FormattableString.Invariant($"the server's text has {text.Length} characters, and at most {Completion.MostCharacters} are kept of an item"));
    }

    private static string Before(string generated, GenerationRequest request) =>
        generated[..request.Stop.Where(stop => stop.Length > 0).Select(stop => generated.IndexOf(stop, StringComparison.Ordinal)).Where(at => at >= 0).DefaultIfEmpty(generated.Length).Min()];
}
