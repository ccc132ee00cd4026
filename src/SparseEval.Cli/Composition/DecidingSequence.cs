using SparseEval.Cli.Settings;

namespace SparseEval.Cli.Composition;

/// <summary>The confidence sequence under which a gate or a comparison is decided: one rule for the approximations that both refuse.</summary>
internal static class DecidingSequence
{
    /// <summary>The smallest alpha at which gates by an approximate sequence were replayed (docs/ci.md).</summary>
    private const double StrictestApproximated = 0.05;

    /// <summary>The one that is asked for, or the default.</summary>
    public static IConfidenceSequence Asked(SettingValues values, SamplingFrame frame) =>
        Choice.Of(values, WatchSettings.Sequence, ConfidenceSequences.All, frame.History is null ? "betting" : "betting-predictions")();

    /// <summary>One whose measured error is alpha at most for such a gate.</summary>
    /// <exception cref="SparseEvalException">The sequence rests on an approximation that does not hold there.</exception>
    public static IConfidenceSequence OfGate(SettingValues values, SamplingFrame frame, GateCriterion criterion, double alpha) => Of(values, frame, criterion.Name, criterion.IsPaired, alpha);

    /// <summary>One whose measured error is alpha at most for a difference of two models.</summary>
    /// <exception cref="SparseEvalException">The sequence rests on an approximation that does not hold there.</exception>
    public static IConfidenceSequence OfPair(SettingValues values, SamplingFrame frame, double alpha) => Of(values, frame, "a comparison", paired: true, alpha);

    private static IConfidenceSequence Of(SettingValues values, SamplingFrame frame, string decided, bool paired, double alpha)
    {
        var sequence = Asked(values, frame);
        if (sequence.IsExact) return sequence;
        var why = paired ? "two models differ on few items, so that its normal approximation is wrong more often than alpha"
            : alpha < StrictestApproximated - 1e-9 ? FormattableString.Invariant($"an alpha of {alpha:0.######} is beyond {StrictestApproximated}, to which its normal approximation was measured; a policy shares alpha among its benchmarks") : null;
        return why is null ? new RightOrWrongSequence(sequence)
            : throw new SparseEvalException($"{values.Origin(WatchSettings.Sequence)} is '{sequence.Name}', which cannot decide {decided} here: {why}. Use betting, or betting-predictions with a history, which hold exactly.");
    }
}
