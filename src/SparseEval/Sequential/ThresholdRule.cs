namespace SparseEval;

/// <summary>Stops when the interval lies on one side of a value.</summary>
internal sealed class ThresholdRule(double threshold) : IStoppingRule
{
    public string Name => FormattableString.Invariant($"threshold {threshold}");

    public double? PlannedHalfWidth => null;

    public StopVerdict? Ask(StreamState state) => state.Interval.Lower > threshold ? new("above", FormattableString.Invariant($"The full score is above {threshold}: the interval begins at {state.Interval.Lower:0.####}."))
        : state.Interval.Upper < threshold ? new("below", FormattableString.Invariant($"The full score is below {threshold}: the interval ends at {state.Interval.Upper:0.####}."))
        : state.Count >= state.PopulationSize ? new("equal", FormattableString.Invariant($"All items are scored and the full score is {threshold}.")) : null;
}
