namespace SparseEval.Evaluation;

/// <summary>What an engine is asked about one item.</summary>
public abstract record EngineRequest
{
    private protected EngineRequest() { }

    /// <summary>Id of the item that this serves.</summary>
    public required string ItemId { get; init; }

    /// <summary>The text that the model reads.</summary>
    public required string Context { get; init; }
}

/// <summary>Asks for the log-likelihood of each continuation given the context.</summary>
public sealed record LogLikelihoodRequest : EngineRequest
{
    /// <summary>Texts to be scored after the context, with their leading delimiter; at least one.</summary>
    public required IReadOnlyList<string> Continuations { get; init; }
}

/// <summary>Asks for text generated after the context.</summary>
public sealed record GenerationRequest : EngineRequest
{
    /// <summary>Most tokens to generate, at least 1.</summary>
    public required int MaxTokens { get; init; }

    /// <summary>Generation ends before the first of these texts; the end-of-sequence token always ends it.</summary>
    public IReadOnlyList<string> Stop { get; init; } = [];

    /// <summary>How tokens are drawn; null, the default, is greedy.</summary>
    /// <exception cref="SparseEvalException">A value is out of its range.</exception>
    public SamplingOptions? Sampling { get; init => field = value?.Validated(); }

    /// <summary>How often the run asks this; each time an engine sees one <see cref="Epoch"/>.</summary>
    internal int Epochs { get; init; } = 1;

    /// <summary>From 1.</summary>
    internal int Epoch { get; init; } = 1;

    /// <summary>What <see cref="SamplingOptions.Seed"/> was before a run made it this item's; null where none did.</summary>
    internal long? RunSeed { get; init; }
}
