namespace SparseEval;

/// <summary>Stops when the interval is narrow enough.</summary>
internal sealed class HalfWidthRule(double halfWidth) : IStoppingRule
{
    public string Name => FormattableString.Invariant($"half-width {halfWidth}");

    public double? PlannedHalfWidth => halfWidth;

    public StopVerdict? Ask(StreamState state) => state.Interval.HalfWidth <= halfWidth ? new("reached", FormattableString.Invariant($"The half-width {state.Interval.HalfWidth:0.####} is at most {halfWidth}.")) : null;
}
