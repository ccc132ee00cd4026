namespace SparseEval;

/// <summary>Stops a run when its gate is decided.</summary>
internal sealed class GateRule(GateCriterion criterion) : IStoppingRule
{
    public string Name => $"gate {criterion.Name}{(criterion.MissingAtRandom ? ", missing at random" : "")}";

    public double? PlannedHalfWidth => null;

    public bool WatchesDifference => criterion.IsPaired;

    public bool CountsMissing => !criterion.MissingAtRandom;

    public double BaselineShare => criterion.BaselineShare;

    public StopVerdict? Ask(StreamState state)
    {
        var range = FormattableString.Invariant($"{state.Interval.Lower:0.####} to {state.Interval.Upper:0.####}");
        return criterion.Decide(state.Interval) switch
        {
            GateOutcome.Go => new("go", $"The criterion {criterion.Name} is met: {range}."),
            GateOutcome.NoGo => new("no-go", $"The criterion {criterion.Name} is failed: {range}."),
            _ => state.Count >= state.PopulationSize ? new("inconclusive", $"All items are scored and {range} lies on the criterion {criterion.Name}.") : null,
        };
    }
}
