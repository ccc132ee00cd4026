namespace SparseEval;

/// <summary>Hyper-parameters of the betting sequences.</summary>
public sealed record BettingOptions
{
    private readonly double _truncation = 0.5;

    /// <summary>The stakes; default <see cref="SparseEval.Bets.ApproximateKelly"/>.</summary>
    public Bets Bets { get; init; }

    /// <summary>
    /// True splits the capital in halves for and against, as published (hedged capital), and rejects at 2 / alpha. Needless for stakes whose sign follows the
    /// evidence, where one capital rejects at 1 / alpha; always true for <see cref="SparseEval.Bets.PredictableMixture"/>. Default false.
    /// </summary>
    public bool Hedged { get; init; }

    /// <summary>
    /// Greatest share of the capital that one observation can lose, in (0, 1); default 0.5. With predictions it rises to 0.9 where errors are small beside their possible range, since the worst
    /// case is then far from any seen.
    /// </summary>
    /// <exception cref="SparseEvalException">Outside (0, 1).</exception>
    public double Truncation
    {
        get => _truncation;
        init => _truncation = value is > 0 and < 1 ? value : throw new SparseEvalException($"A truncation of {value} is not in (0, 1). The default is 0.5.");
    }
}
