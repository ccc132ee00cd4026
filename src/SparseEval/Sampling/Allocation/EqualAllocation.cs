namespace SparseEval;

/// <summary>Round robin: the next item goes to the stratum that has the fewest and is not used up.</summary>
internal sealed class EqualAllocation : IAllocation
{
    public string Name => "equal";

    public int PilotItems => 0;

    public IReadOnlyList<int> Allocate(AllocationInput input) => PriorityAllocation.Divide(input, (_, n) => -n);
}
