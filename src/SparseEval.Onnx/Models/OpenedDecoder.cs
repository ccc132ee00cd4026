using SparseEval.Evaluation;

namespace SparseEval.Onnx;

/// <summary>A decoder's session with all that an engine has to know of its model.</summary>
/// <param name="Session">On the first provider that runs it.</param>
/// <param name="Draft">The smaller model that guesses ahead, or null.</param>
/// <param name="Config">What its files say.</param>
/// <param name="Tokenizer">Text to tokens and back.</param>
/// <param name="Description">As it stands in records.</param>
internal sealed record OpenedDecoder(DecoderSession Session, DraftModel? Draft, ModelConfig Config, ITokenizer Tokenizer, EngineDescription Description)
{
    /// <summary>What a report should say of the model's files.</summary>
    public IReadOnlyList<Diagnostic> Remarks { get; } = TokenizerFit.Remark(Tokenizer, Session.Layout.Vocabulary) is { } misfit ? [misfit] : [];

    /// <inheritdoc cref="Engines.Onnx" path="/exception"/>
    public static OpenedDecoder Open(OnnxEngineOptions options, OrtApi api)
    {
        options.Validate();
        var source = DecoderSource.Open(options.ModelPath, options.Precision);
        var (folder, config, weights) = (source.Folder, source.Config, source.Weights);
        var tokenizer = TokenizerCatalog.Create(config.Tokenizer, folder.ConfigPath);
        var place = SessionPlace.Of(options);
        // Files are read before the session is opened, which nobody would dispose of if they could not be.
        var hash = folder.Hash(weights.Files);
        var choice = ProviderChoice.Open(api, source, options.Providers, place);
        var draft = OpenDraft(choice.Session, () => DraftModel.Open(api, options with { Providers = [choice.Provider] }, config, choice.Session.Layout.Vocabulary, tokenizer));
        return new OpenedDecoder(choice.Session, draft, config, tokenizer, new EngineDescription
        {
            Name = "onnx",
            Model = folder.Name,
            ModelHash = hash,
            Provider = choice.Provider,
            Precision = weights.Precision,
            Threads = place.Threads,
            RuntimeVersion = $"ONNX Runtime {api.Version}",
            Parameters = config.Parameters ?? weights.Parameters,
            Attempts = choice.Attempts,
            KeyValues = choice.Session.Traffic is null ? null : choice.Unbound is { } why ? $"processor: {why}" : "device",
            Draft = draft is null ? null : $"{draft.Name}, {draft.Tokens} tokens",
        });
    }

    private static DraftModel? OpenDraft(DecoderSession session, Func<DraftModel?> open)
    {
        try
        {
            return open();
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }
}
