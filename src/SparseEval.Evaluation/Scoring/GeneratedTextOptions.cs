namespace SparseEval.Evaluation;

/// <summary>How much is generated before it is scored.</summary>
public sealed record GeneratedTextOptions
{
    private readonly int _maxTokens = 32;

    /// <summary>Most tokens to generate, at least 1; default 32.</summary>
    /// <exception cref="SparseEvalException">Below 1.</exception>
    public int MaxTokens
    {
        get => _maxTokens;
        init => _maxTokens = value >= 1 ? value : throw new SparseEvalException($"MaxTokens is {value}; at least 1 token must be generated.");
    }

    /// <summary>Generation ends before the first of these texts; default a line break.</summary>
    public IReadOnlyList<string> Stop { get; init; } = ["\n"];

    /// <summary>How tokens are drawn; null, the default, is greedy.</summary>
    public SamplingOptions? Sampling { get; init; }

    /// <summary>Room to reason before the answer: 512 tokens, ended by the model alone.</summary>
    public static GeneratedTextOptions Reasoning { get; } = new() { MaxTokens = 512, Stop = [] };
}
