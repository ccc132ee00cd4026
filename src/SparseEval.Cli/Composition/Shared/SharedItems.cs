using SparseEval.Evaluation;

namespace SparseEval.Cli.Composition.Shared;

/// <summary>Finds the items that sources share, and refuses sources whose difference would mean nothing.</summary>
internal static class SharedItems
{
    private const double MostLacking = 0.05;

    /// <param name="sources">One or more.</param>
    /// <param name="frame">The benchmark where it is at hand; without it a record's own items and size stand in.</param>
    /// <param name="aim">What is asked of them.</param>
    public static SharedSample Of(IReadOnlyList<ScoreSource> sources, SamplingFrame? frame, SharedAim aim)
    {
        SourceCheck.Require(sources, frame?.Benchmark, aim);
        SharedLuck.Require(aim.Cluster, sources, frame);
        return Of(sources, frame, aim, AimCheck.Target(sources, aim)) with { Estimand = AimCheck.Estimand(sources, frame, aim) };
    }

    private static SharedSample Of(IReadOnlyList<ScoreSource> sources, SamplingFrame? frame, SharedAim aim, InferenceTarget target)
    {
        var records = sources.Where(source => source.Record is not null).ToList();
        var drawn = Drawn(sources, records);
        if (frame is null && records.Count == 0) return LikeThese(sources, drawn, aim.Cluster);
        frame ??= Stand(records, drawn);
        if (frame.Benchmark is var benchmark && drawn.FirstOrDefault(id => benchmark.IndexOf(id) < 0) is { } foreign)
            throw new SparseEvalException($"Item '{foreign}' is not in benchmark '{benchmark.Name}'. Use scores of the same version of the benchmark.");
        var positions = drawn.Select(benchmark.IndexOf).Order().ToArray();
        var partial = records.Where(source => source.IsPartial).ToList();
        if (partial.Count > 0) return FromRecords(partial, frame, positions, target);
        if (positions.Length >= (1 - MostLacking) * frame.Count) return new(Whole(frame), null, target);
        if (!aim.AssumeRandom)
            throw new SparseEvalException($"The scores are of {positions.Length} of the {frame.Count} items of '{benchmark.Name}', and nothing says how these were chosen. Add --assume-random where they are a random choice, or give run records.");
        return new(Drawn(frame, [.. positions.Select(_ => 0)], positions, [("all", frame.Count)], "assumed simple-random", 0), null, target);
    }

    /// <summary>Nothing says how large the benchmark is, so the items stand for questions like these.</summary>
    private static SharedSample LikeThese(IReadOnlyList<ScoreSource> sources, List<string> drawn, string? cluster)
    {
        var groups = cluster is null ? null : SharedLuck.Groups(cluster, sources, drawn);
        var frame = new SamplingFrame(new("the shared items", [.. drawn.Select(id => groups is null ? new Item(id) : new Item(id, fields: new Dictionary<string, string> { [cluster!] = groups[id] }))]));
        return new(Whole(frame), null, InferenceTarget.Superpopulation) { ClusterField = cluster, Remarks = cluster is null && SharedLuck.Remark(sources, drawn) is { } remark ? [remark] : [] };
    }

    /// <summary>Ids that every source has. A file that lacks more than 5 % of what the others share is another set of items.</summary>
    private static List<string> Drawn(IReadOnlyList<ScoreSource> sources, List<ScoreSource> records)
    {
        var first = records.Count > 0 ? records.MinBy(r => r.Scores.Count)! : sources.MaxBy(s => s.Scores.Count)!;
        var ids = first.Scores.Keys.Where(id => records.All(r => r.Scores.ContainsKey(id))).ToList();
        foreach (var file in sources.Except(records))
        {
            var lacking = ids.Where(id => !file.Scores.ContainsKey(id)).ToList();
            if (lacking.Count > MostLacking * ids.Count)
                throw new SparseEvalException($"'{file.Place}' lacks {lacking.Count} of {ids.Count} items that '{first.Place}' has, '{lacking[0]}' first: these are unlike sets of items. Give scores of the same items.");
        }
        // Items that a file lacks stay, without a score there.
        return ids.Count >= 2 ? ids : throw new SparseEvalException($"{string.Join(" and ", sources.Select(s => $"'{s.Place}'"))} {(sources.Count == 1 ? "holds" : "share")} {Quantity.Of(ids.Count, "item")}, and an interval takes at least 2. {(sources.Count == 1 ? "Score more items." : "Run them with the same seed.")}");
    }

    /// <summary>A benchmark of the known ids, filled up to the record's size with items that nobody drew.</summary>
    private static SamplingFrame Stand(List<ScoreSource> records, List<string> drawn)
    {
        var (name, all) = (records[0].Record!.Benchmark.Name, records[0].Record!.Benchmark.Items);
        var ids = drawn.Concat(records.SelectMany(r => r.Scores.Keys)).Distinct(StringComparer.Ordinal).ToList();
        if (ids.Count > all) throw new SparseEvalException($"The records hold {ids.Count} different items of benchmark '{name}', which has {all}. Give records as 'run' wrote them.");
        return new(new(name, [.. ids.Select(id => new Item(id)), .. Enumerable.Range(0, all - ids.Count).Select(i => new Item($"\u0000unseen {i}"))]));
    }

    private static SharedSample FromRecords(List<ScoreSource> partial, SamplingFrame frame, int[] positions, InferenceTarget target)
    {
        var first = partial[0].Record!;
        var stratum = first.Items.ToDictionary(item => item.Id, item => item.Stratum, StringComparer.Ordinal);
        var sizes = first.Items.GroupBy(item => item.Stratum, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (Name: g.Key, Units: (int)Math.Round(g.Sum(item => 1 / item.InclusionProbability)))).ToList();
        var names = sizes.Select(s => s.Name).ToList();
        var sample = Drawn(frame, [.. positions.Select(i => names.IndexOf(stratum[frame.Benchmark.Items[i].Id]))], positions, sizes, first.Design, first.Seed);
        return new(sample, Order(partial, frame, positions), target);
    }

    private static int[]? Order(List<ScoreSource> partial, SamplingFrame frame, int[] positions)
    {
        if (partial.FirstOrDefault(source => source.Record!.Watch is not null) is not { } watched) return null;
        var shared = positions.ToHashSet();
        return [.. RandomOrder.Of(frame, watched.Record!.Seed).Where(shared.Contains)];
    }

    private static Sample Whole(SamplingFrame frame) =>
        Drawn(frame, new int[frame.Count], [.. Enumerable.Range(0, frame.Count)], [("all", frame.Count)], "all items", 0);

    private static Sample Drawn(SamplingFrame frame, int[] stratum, int[] positions, List<(string Name, int Units)> sizes, string design, ulong seed)
    {
        var count = new int[sizes.Count];
        foreach (var h in stratum) count[h]++;
        return new()
        {
            Frame = frame,
            Design = design,
            Seed = seed,
            Items = [.. positions.Select((i, k) => new SampledItem(i, stratum[k], Math.Min(1, (double)count[stratum[k]] / sizes[stratum[k]].Units)))],
            Strata = [.. sizes.Select((s, h) => new StratumSample(s.Name, s.Units, count[h]))],
        };
    }
}
