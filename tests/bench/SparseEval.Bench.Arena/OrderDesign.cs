namespace SparseEval.Bench.Arena;

/// <summary>
/// Simple random sampling (one stratum), or stratified by a field, that takes items in the protocol's order; the seed is the draw's number. Strata of
/// expected size below 1 are pooled; largest remainder, at least 1 each.
/// </summary>
internal sealed class OrderDesign(ArenaSplit split, string? by = null) : ISamplingDesign
{
    public string Name => by is null ? "simple-random" : $"stratified({by}, proportional)";

    public ISamplingPass Begin(SamplingFrame frame, int budget, ulong seed)
    {
        var order = split.Order((int)seed);
        var (names, stratum) = Strata(frame.Benchmark, budget);
        var items = new int[names.Count];
        foreach (var h in stratum) items[h]++;
        var sizes = Allocate(items, budget);
        var taken = new int[names.Count];
        var drawn = order.Where(i => taken[stratum[i]]++ < sizes[stratum[i]]).Order();
        return new OneShotPass(new()
        {
            Frame = frame,
            Design = Name,
            Seed = seed,
            Strata = [.. names.Select((name, h) => new StratumSample(name, items[h], sizes[h]))],
            Items = [.. drawn.Select(i => new SampledItem(i, stratum[i], sizes[stratum[i]] / (double)items[stratum[i]]))],
        });
    }

    private (List<string> Names, int[] Stratum) Strata(Benchmark benchmark, int budget)
    {
        if (by is null) return (["all"], new int[benchmark.Count]);
        var texts = benchmark.Items.Select(i => i[by]).ToList();
        var small = texts.CountBy(t => t).Where(c => c.Value * (double)budget / benchmark.Count < 1).Select(c => c.Key).ToHashSet();
        var pooled = texts.ConvertAll(t => small.Contains(t) ? "(pooled)" : t);
        var names = pooled.Distinct().Order(StringComparer.Ordinal).ToList();
        return (names, [.. pooled.Select(t => names.IndexOf(t))]);
    }

    private static int[] Allocate(int[] items, int budget)
    {
        var exact = Array.ConvertAll(items, n => n * (double)budget / items.Sum());
        var sizes = Array.ConvertAll(exact, x => Math.Max(1, (int)Math.Floor(x)));
        foreach (var h in Enumerable.Range(0, items.Length).OrderByDescending(h => exact[h] - Math.Floor(exact[h])))
            if (sizes.Sum() < budget) sizes[h]++;
        while (sizes.Sum() > budget) sizes[Array.IndexOf(sizes, sizes.Max())]--;
        return sizes;
    }
}
