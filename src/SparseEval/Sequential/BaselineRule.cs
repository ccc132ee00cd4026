namespace SparseEval;

/// <summary>
/// Stops when a difference of two models is decided at a margin: better where its interval lies above the margin, worse below minus the margin, equivalent between them.
/// </summary>
/// <remarks>A verdict is wrong only where the interval misses the difference, which has probability alpha at any moment; one end alone is bounded by alpha too, since sequences with one capital do not divide it.</remarks>
internal sealed class BaselineRule(double margin) : IStoppingRule
{
    public string Name => FormattableString.Invariant($"baseline {margin}");

    public double? PlannedHalfWidth => null;

    public bool WatchesDifference => true;

    public StopVerdict? Ask(StreamState state)
    {
        var (lower, upper) = (state.Interval.Lower, state.Interval.Upper);
        var range = FormattableString.Invariant($"{lower:0.####} to {upper:0.####}");
        if (lower > margin) return new("better", FormattableString.Invariant($"The difference is above {margin}: {range}."));
        if (upper < -margin) return new("worse", FormattableString.Invariant($"The difference is below {-margin}: {range}."));
        if (lower >= -margin && upper <= margin) return new("equivalent", FormattableString.Invariant($"The difference is within {margin} of 0: {range}."));
        return state.Count >= state.PopulationSize ? new("undecided", FormattableString.Invariant($"All items are scored and the difference {range} lies on the margin {margin}.")) : null;
    }
}
