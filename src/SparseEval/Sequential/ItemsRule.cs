namespace SparseEval;

/// <summary>Stops at a number of items.</summary>
internal sealed class ItemsRule(int items) : IStoppingRule
{
    public string Name => $"items {items}";

    public double? PlannedHalfWidth => null;

    public StopVerdict? Ask(StreamState state) => state.Count >= items ? new("budget", $"{state.Count} items are scored.") : null;
}
