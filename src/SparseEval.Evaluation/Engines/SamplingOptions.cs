namespace SparseEval.Evaluation;

/// <summary>How tokens are drawn. Temperature divides the logits; then the <see cref="TopK"/> likeliest stay, and of these the fewest that make up <see cref="TopP"/>.</summary>
public sealed record SamplingOptions
{
    /// <summary>Above 0; 0 is greedy.</summary>
    public required double Temperature { get; init; }

    /// <summary>Share of the probability that is drawn from, in (0, 1].</summary>
    public double TopP { get; init; } = 1;

    /// <summary>Most tokens that are drawn from; 0 for all.</summary>
    public int TopK { get; init; }

    /// <summary>
    /// Same seed, same context, same model: same text, whatever else runs. Servers promise less. A run gives every item and epoch a seed of its own, worked out from this one
    /// (docs/epochs.md); an engine that is asked without a run takes it as it is.
    /// </summary>
    public long Seed { get; init; }

    /// <exception cref="SparseEvalException">A value is out of its range.</exception>
    internal SamplingOptions Validated() =>
        !(Temperature is >= 0 and <= 100) ? throw new SparseEvalException($"Temperature is {Temperature}; give 0 (greedy) to 100.")
        : !(TopP is > 0 and <= 1) ? throw new SparseEvalException($"TopP is {TopP}; give a share above 0, at most 1.")
        : TopK < 0 ? throw new SparseEvalException($"TopK is {TopK}; give 0 (all tokens) or more.")
        : this;
}
