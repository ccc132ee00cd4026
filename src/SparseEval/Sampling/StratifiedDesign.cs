namespace SparseEval;

/// <summary>Simple random sampling without replacement within strata (one stratum where <paramref name="by"/> is null), of items or of whole clusters.</summary>
internal sealed class StratifiedDesign(string? by, IAllocation allocation, string? cluster) : ISamplingDesign
{
    public string Name { get; } = Describe(by, allocation, cluster);

    public bool IsNested => true;

    public ISamplingPass Begin(SamplingFrame frame, int budget, ulong seed)
    {
        OneShotPass.RequireBudget(frame, budget);
        var strata = Strata.Of(frame, by, cluster, seed);
        return new StratifiedPass(this, allocation, strata, new() { Frame = frame, Budget = budget, Strata = [.. strata.Select(Waiting)] })
        {
            UnitField = cluster,
            Seed = seed,
        };
    }

    /// <summary>Two units wherever there are two, so that each stratum has a variance; simple random items may be one.</summary>
    private AllocationStratum Waiting(Stratum stratum)
    {
        var units = Math.Min(stratum.Units.Count, by is null && cluster is null ? 1 : 2);
        return new(stratum.Name, stratum.Items, (units * stratum.Items.Count + stratum.Units.Count - 1) / stratum.Units.Count);
    }

    private static string Describe(string? by, IAllocation allocation, string? cluster)
    {
        var parameters = new List<string>();
        if (by is not null) parameters.AddRange([by, allocation.Name]);
        if (cluster is not null) parameters.Add($"cluster={cluster}");
        var name = by is null ? "simple-random" : "stratified";
        return parameters.Count == 0 ? name : $"{name}({string.Join(", ", parameters)})";
    }
}
