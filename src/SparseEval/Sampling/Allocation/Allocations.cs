namespace SparseEval;

/// <summary>The catalog of allocations.</summary>
public static class Allocations
{
    /// <summary>Every member by the name that the command line takes.</summary>
    public static IReadOnlyDictionary<string, Func<IAllocation>> All { get; } = new Dictionary<string, Func<IAllocation>>(StringComparer.Ordinal)
    {
        ["proportional"] = Proportional,
        ["equal"] = Equal,
        ["neyman"] = Neyman,
        ["cost-optimal"] = CostOptimal,
        ["neyman-pilot"] = () => NeymanFromPilot(),
    };

    /// <summary>Every stratum in proportion to its number of items, n_h ~ N_h; the safe choice where nothing is known.</summary>
    public static IAllocation Proportional() => new ProportionalAllocation();

    /// <summary>The same number for every stratum while it lasts; for category-weighted scores and for reports by stratum.</summary>
    public static IAllocation Equal() => new EqualAllocation();

    /// <summary>n_h ~ N_h S_h with S_h, the spread of scores within the stratum, from past models. Needs a history.</summary>
    public static IAllocation Neyman() => new NeymanAllocation();

    /// <summary>n_h ~ N_h S_h / sqrt(c_h), c_h the stratum's mean predicted cost: fewer items where they are dear. Needs costs, a history, or both.</summary>
    public static IAllocation CostOptimal() => new CostOptimalAllocation();

    /// <summary>n_h ~ N_h S_h with S_h from the scores of a proportional pilot, which is part of the sample.</summary>
    /// <param name="pilotItems">Size of the pilot in items, at least 2; a smaller budget is all pilot, and strata too many for it get 2 each.</param>
    public static IAllocation NeymanFromPilot(int pilotItems = 100) => new NeymanPilotAllocation(pilotItems);

    /// <summary>The allocation with this name.</summary>
    /// <exception cref="SparseEvalException">There is none; the message lists all.</exception>
    public static IAllocation Parse(string name) => All.TryGetValue(name, out var factory) ? factory()
        : throw new SparseEvalException($"There is no allocation '{name}'. Use one of: {string.Join(", ", All.Keys)}.");
}
