namespace SparseEval;

/// <summary>What a model must reach: a - c b of at least a number, a the model's full score, b the baseline's and c the baseline's share.</summary>
/// <remarks>
/// Decided by an interval alone, never by the estimate: GO where the interval's lower end meets the criterion, NO-GO where its upper end fails it. A wrong GO and a wrong NO-GO are both cases of an interval
/// that misses the true value, and only one of them is possible for a given model, so each has probability alpha = 1 - confidence at most; with a confidence sequence however early the run stops.
/// </remarks>
public sealed record GateCriterion
{
    private const double Rounding = 1e-9;

    private GateCriterion(string kind, double amount, double share, double least) => (Kind, Amount, BaselineShare, Least) = (kind, amount, share, least);

    /// <summary><c>threshold</c>, <c>max-drop</c> or <c>max-relative-drop</c>.</summary>
    public string Kind { get; }

    /// <summary>The number that was given.</summary>
    public double Amount { get; }

    /// <summary>c: 0 for a threshold, 1 for a drop, 1 - r for a relative drop.</summary>
    public double BaselineShare { get; }

    /// <summary>The least a - c b that passes.</summary>
    public double Least { get; }

    /// <summary>True to take missing scores as missing at random, which nothing shows; by default a claim must hold with each of them at the end of the scale that speaks against it.</summary>
    public bool MissingAtRandom { get; init; }

    /// <summary>Such as <c>max-drop 0.02</c>.</summary>
    public string Name => FormattableString.Invariant($"{Kind} {Amount}");

    /// <summary>True where a baseline is needed.</summary>
    public bool IsPaired => BaselineShare > 0;

    /// <summary>The score itself is at least a number in [0, 1].</summary>
    /// <exception cref="SparseEvalException">Out of range.</exception>
    public static GateCriterion Threshold(double least) => least is >= 0 and <= 1 ? new("threshold", least, 0, least)
        : throw new SparseEvalException($"A threshold of {least} is not in [0, 1]. Give it on the scale of scores, such as 0.7.");

    /// <summary>The score is at most so much, in [0, 1), below the baseline's.</summary>
    /// <exception cref="SparseEvalException">Out of range.</exception>
    public static GateCriterion MaxDrop(double drop) => drop is >= 0 and < 1 ? new("max-drop", drop, 1, -drop)
        : throw new SparseEvalException($"A drop of {drop} is not in [0, 1). Give it on the scale of scores, such as 0.02 for two points.");

    /// <summary>The score is at most this share, in [0, 1), of the baseline's below it.</summary>
    /// <exception cref="SparseEvalException">Out of range.</exception>
    public static GateCriterion MaxRelativeDrop(double share) => share is >= 0 and < 1 ? new("max-relative-drop", share, 1 - share, 0)
        : throw new SparseEvalException($"A relative drop of {share} is not in [0, 1). Give a share of the baseline's score, such as 0.05.");

    /// <summary>GO, NO-GO or INCONCLUSIVE by an interval of a - c b; invalid without one.</summary>
    public GateOutcome Decide(ConfidenceInterval? interval) => interval switch
    {
        null => GateOutcome.Invalid,
        { HalfWidth: < Rounding } exact => exact.Lower >= Least - Rounding ? GateOutcome.Go : GateOutcome.NoGo,
        _ => interval.Lower >= Least ? GateOutcome.Go : interval.Upper < Least ? GateOutcome.NoGo : GateOutcome.Inconclusive,
    };

    /// <summary>Stops a watched run as soon as the criterion is decided.</summary>
    public IStoppingRule AsStoppingRule() => new GateRule(this);
}
