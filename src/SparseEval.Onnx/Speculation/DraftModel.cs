namespace SparseEval.Onnx;

/// <summary>A small model that guesses the next tokens of a larger one.</summary>
/// <param name="Session">Opened like the larger one.</param>
/// <param name="Flops">What its passes cost.</param>
/// <param name="Tokens">Most tokens that it guesses a round, at least 1.</param>
/// <param name="Name">As it stands in records.</param>
internal sealed record DraftModel(DecoderSession Session, FlopCount Flops, int Tokens, string Name) : IDisposable
{
    /// <param name="api">The runtime.</param>
    /// <param name="options">Of the larger model, with the draft's path.</param>
    /// <param name="model">The larger model's config.</param>
    /// <param name="vocabulary">The larger model's number of tokens.</param>
    /// <param name="tokenizer">The larger model's tokenizer.</param>
    /// <returns>Null where no draft is asked for.</returns>
    /// <exception cref="SparseEvalException">It cannot be opened, or its tokens are not those of the larger model.</exception>
    public static DraftModel? Open(OrtApi api, OnnxEngineOptions options, ModelConfig model, int vocabulary, ITokenizer tokenizer)
    {
        if (options.DraftModelPath is not { } path) return null;
        var source = DecoderSource.Open(path);
        if (source.Config.Positions < model.Positions)
            throw new SparseEvalException($"The draft model '{path}' reads at most {source.Config.Positions} tokens and the model {model.Positions}; a draft must read as many.");
        var own = TokenizerCatalog.Create(source.Config.Tokenizer, source.Folder.ConfigPath);
        var session = ProviderChoice.Open(api, source, options.Providers, SessionPlace.Of(options)).Session;
        if (session.Layout.Vocabulary == vocabulary && FirstDifferent(own, tokenizer, vocabulary) < 0)
            return new DraftModel(session, new FlopCount(session.Layout, source.Config), options.DraftTokens, source.Folder.Name);
        var found = session.Layout.Vocabulary;
        session.Dispose();
        throw new SparseEvalException(found != vocabulary
            ? $"The draft model '{path}' has {found} tokens and the model {vocabulary}; a draft must have the same tokens. Give a smaller model of the same family."
            : $"Token {FirstDifferent(own, tokenizer, vocabulary)} is another text for the draft model '{path}' than for the model; a draft must have the same tokens. Give a smaller model of the same family.");
    }

    public void Dispose() => Session.Dispose();

    private static int FirstDifferent(ITokenizer own, ITokenizer other, int vocabulary)
    {
        for (var id = 0; id < vocabulary; id++)
            if (own.Decode([id]) != other.Decode([id])) return id;
        return -1;
    }
}
