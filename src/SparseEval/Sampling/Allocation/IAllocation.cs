namespace SparseEval;

/// <summary>Divides a budget among strata. Immutable; members stand in <see cref="Allocations"/>.</summary>
/// <remarks>
/// An allocation must be nested: a larger budget gives no stratum fewer items, else a larger sample would not extend a smaller one.
/// </remarks>
public interface IAllocation
{
    /// <summary>Name with parameters, as it stands in records: <c>neyman</c>.</summary>
    string Name { get; }

    /// <summary>Number of items that are drawn proportionally and scored before <see cref="Allocate"/> is asked; 0 for none.</summary>
    int PilotItems { get; }

    /// <summary>Number of items for each stratum, in the order of <see cref="AllocationInput.Strata"/>; they sum to the budget.</summary>
    /// <exception cref="SparseEvalException">The budget is below the sum of the least sizes, or what the allocation needs is missing.</exception>
    IReadOnlyList<int> Allocate(AllocationInput input);
}
