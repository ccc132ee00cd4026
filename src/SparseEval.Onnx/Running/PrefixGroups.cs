using System.Numerics.Tensors;

namespace SparseEval.Onnx;

/// <summary>Requests that begin with the same tokens.</summary>
/// <param name="Tokens">How many; 0 where it is not worth it to compute them apart.</param>
/// <param name="Members">At least one request.</param>
internal sealed record PrefixGroup(int Tokens, IReadOnlyList<EncodedRequest> Members);

/// <summary>
/// Divides requests so that the most tokens are saved when each group's common beginning is computed once: examples that all questions share, or a
/// subject's questions. Requests in lexical order form a tree of common beginnings; a node is one group or is divided, whichever saves more.
/// </summary>
internal static class PrefixGroups
{
    /// <summary>A shorter beginning is left in its rows: one more pass a batch would cost more.</summary>
    private const int LeastTokens = 16;

    /// <summary>What a group must save, in tokens, to be worth batches of its own.</summary>
    private const int GroupCost = 64;

    /// <summary>Beginnings within beginnings that are looked into; texts that each go on where another ends would otherwise take a level each.</summary>
    private const int MostLevels = 64;

    public static IReadOnlyList<PrefixGroup> Of(IReadOnlyList<EncodedRequest> requests)
    {
        // OrderBy is stable, so equal requests stay in the order given: groups are a function of the requests.
        EncodedRequest[] sorted = [.. requests.OrderBy(r => r.Shared, Comparer<int[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b)))];
        var common = new int[sorted.Length];
        for (var i = 1; i < sorted.Length; i++) common[i] = Common(sorted[i - 1], sorted[i]);
        var (_, groups) = Best(sorted, common, (0, sorted.Length), MostLevels);
        var alone = sorted.Except(groups.SelectMany(g => g.Members), ReferenceEqualityComparer.Instance).Cast<EncodedRequest>().ToList();
        return alone.Count == 0 ? groups : [.. groups, new PrefixGroup(0, alone)];
    }

    /// <summary>Tokens saved by the best division of a range, and its groups; members of no group share nothing worth it.</summary>
    private static (long Saved, List<PrefixGroup> Groups) Best(EncodedRequest[] sorted, int[] common, (int From, int To) range, int levels)
    {
        var (from, to) = range;
        if (to - from < 2 || levels == 0) return (0, []);
        var least = TensorPrimitives.Min(common.AsSpan(from + 1, to - from - 1));
        var (saved, groups, rest) = (0L, new List<PrefixGroup>(), new List<EncodedRequest>());
        for (var start = from; start < to;)
        {
            var end = start + 1;
            while (end < to && common[end] > least) end++;
            var part = Best(sorted, common, (start, end), levels - 1);
            saved += part.Saved;
            groups.AddRange(part.Groups);
            var taken = part.Groups.SelectMany(g => g.Members).ToHashSet<object>(ReferenceEqualityComparer.Instance);
            rest.AddRange(sorted[start..end].Where(r => !taken.Contains(r)));
            start = end;
        }
        var (whole, remaining) = (Saving(to - from, least), Saving(rest.Count, least));
        if (whole > 0 && whole >= saved + remaining) return (whole, [new PrefixGroup(least, sorted[from..to])]);
        if (remaining > 0) groups.Add(new PrefixGroup(least, rest));
        return (saved + remaining, groups);
    }

    private static long Saving(int members, int tokens) => tokens < LeastTokens ? 0 : Math.Max(0, (members - 1L) * tokens - GroupCost);

    /// <summary>The context's last token is run in each row: its logits are wanted.</summary>
    private static int Common(EncodedRequest a, EncodedRequest b) =>
        Math.Min(a.Shared.AsSpan().CommonPrefixLength(b.Shared), Math.Min(a.ContextLength, b.ContextLength) - 1);
}
