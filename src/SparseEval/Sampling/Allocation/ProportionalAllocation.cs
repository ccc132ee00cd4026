namespace SparseEval;

internal sealed class ProportionalAllocation : IAllocation
{
    public string Name => "proportional";

    public int PilotItems => 0;

    public IReadOnlyList<int> Allocate(AllocationInput input) =>
        PriorityAllocation.Divide(input, [.. Enumerable.Repeat(1.0, input.Strata.Count)]);
}
