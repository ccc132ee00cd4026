namespace SparseEval;

/// <summary>Divides a benchmark into strata of units.</summary>
internal static class Strata
{
    /// <param name="frame">The population, with a history where strata come from it.</param>
    /// <param name="by">Sources joined by commas (<see cref="StratumLabels"/>), or null for one stratum.</param>
    /// <param name="cluster">Field whose groups are units, or null where each item is one. An item without the field is a unit of its own.</param>
    /// <param name="seed">Of the permanent random numbers.</param>
    public static IReadOnlyList<Stratum> Of(SamplingFrame frame, string? by, string? cluster, ulong seed)
    {
        var fields = by?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (by is not null && fields.Length == 0) throw new SparseEvalException("No field was given to stratify by. Name an item field, such as 'family'.");
        var (benchmark, labels) = (frame.Benchmark, Array.ConvertAll(fields, f => StratumLabels.Of(frame, f)));
        var names = Enumerable.Range(0, benchmark.Count).Select(i => fields.Length == 0 ? "all" : string.Join(",", labels.Select(l => l[i]))).ToArray();
        var strata = Units(benchmark, cluster, seed)
            .GroupBy(unit => StratumOf(unit.Items, names, benchmark, cluster), StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal);
        return [.. strata.Select(g => new Stratum(g.Key, [.. g.OrderBy(u => u.Number).ThenBy(u => u.Items[0])]))];
    }

    /// <summary>The unit's key of each item: its cluster's text, or its own id where it has none.</summary>
    public static string KeyOf(Item item, string? cluster) =>
        cluster is not null && item.Fields.TryGetValue(cluster, out var text) ? $"{cluster}={text}" : item.Id;

    private static IEnumerable<SamplingUnit> Units(Benchmark benchmark, string? cluster, ulong seed)
    {
        if (cluster is not null && !benchmark.Items.Any(item => item.Fields.ContainsKey(cluster)))
            throw new SparseEvalException($"No item has the cluster field '{cluster}'. Name a field that the benchmark has, or draw items one by one.");
        if (cluster is null) return benchmark.Items.Select((item, i) => new SamplingUnit([i], PermanentRandomNumber.Of(seed, item.Id)));
        return Enumerable.Range(0, benchmark.Count)
            .GroupBy(i => KeyOf(benchmark.Items[i], cluster), StringComparer.Ordinal)
            .Select(g => new SamplingUnit([.. g], PermanentRandomNumber.Of(seed, g.Key)));
    }

    private static string StratumOf(IReadOnlyList<int> items, string[] names, Benchmark benchmark, string? cluster)
    {
        foreach (var i in items)
            if (names[i] != names[items[0]])
                throw new SparseEvalException($"Cluster '{benchmark.Items[i].Fields[cluster!]}' has items in the strata '{names[items[0]]}' and '{names[i]}'. " +
                    "A cluster is drawn whole, so it must lie in one stratum: stratify by another field or drop the clusters.");
        return names[items[0]];
    }
}
