namespace SparseEval.Evaluation;

/// <summary>What stands in a batch file beside the items: requests are written and answers read under the same.</summary>
public sealed record BatchFileOptions
{
    /// <summary>Name of the model as the service knows it.</summary>
    public required string Model { get; init; }

    /// <summary>Chat or completions; default chat, which every batch service takes. Echoed log-likelihoods of options need completions.</summary>
    public OpenAiInterface Interface { get; init; } = OpenAiInterface.Chat;

    /// <summary>Where log-likelihoods of options come from: echoed prompts, the default, or the likeliest tokens, which chat gives too and which serve options of one token.</summary>
    public LogLikelihoodSource LogLikelihoods { get; init; } = LogLikelihoodSource.Echo;

    /// <inheritdoc cref="OpenAiEngineOptions.TopTokens"/>
    public int TopTokens { get; init; } = 20;

    /// <summary>Instructions that stand before every question, for chat; null for none.</summary>
    public string? SystemPrompt { get; init; }

    /// <summary>Sent with every request.</summary>
    public int Seed { get; init; } = 1234;

    /// <summary>What distinguishes this model from others of its name; part of the cache's key.</summary>
    public string Revision { get; init; } = "";

    /// <summary>Parameters of the model, to model forward operations as 2 a token and parameter; null where they are not known.</summary>
    public long? Parameters { get; init; }

    // A batch has no address; the name is one that no network resolves.
    internal OpenAiEngineOptions AsServer() => new()
    {
        Server = new("http://batch.invalid/v1"),
        Model = Model,
        Interface = Interface,
        LogLikelihoods = LogLikelihoods != LogLikelihoodSource.TokenIds ? LogLikelihoods : throw new SparseEvalException("A batch cannot ask for named tokens: which they are is asked of the server first. Use echoed prompts, or the likeliest tokens."),
        TopTokens = TopTokens,
        SystemPrompt = SystemPrompt,
        Seed = Seed,
        Revision = Revision,
        Parameters = Parameters,
    };
}
