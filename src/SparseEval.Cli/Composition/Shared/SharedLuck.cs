using SparseEval.Cli.Output;
using SparseEval.Cli.Settings;
using SparseEval.Data;

namespace SparseEval.Cli.Composition.Shared;

/// <summary>Groups of items in scores files (of one passage, say) that share luck, which matters where items stand for questions like theirs.</summary>
internal static class SharedLuck
{
    /// <summary>Parts of names by which files call what several questions are about.</summary>
    private static readonly string[] Suspects = ["passage", "context", "document", "story", "article", "paragraph", "cluster", "dialogue", "conversation", "testlet", "title"];

    /// <summary>The field that was asked for on the command line; a plan's speaks of its design.</summary>
    public static string? Field(SettingValues values) => values.IsFlag(KnownSettings.Cluster) ? values.Text(KnownSettings.Cluster) : null;

    /// <summary>About a benchmark's own score shared luck changes nothing.</summary>
    public static void Require(string? field, IReadOnlyList<ScoreSource> sources, SamplingFrame? frame)
    {
        if (field is null) return;
        if (frame is not null) throw new SparseEvalException($"{KnownSettings.Cluster.Flag} has no effect with {KnownSettings.Benchmark.Flag}: the answer is then about that benchmark's own score, on which items' shared luck has no bearing. Leave one of them out.");
        if (sources.FirstOrDefault(s => s.Record is not null) is { } record)
            throw new SparseEvalException($"{KnownSettings.Cluster.Flag} needs the group of each item, which the run record '{record.Place}' does not hold. " + (record.Record!.Estimate.Target == InferenceTarget.Superpopulation
                ? $"Give the items' scores as a file with a column of groups, or gate a record that was run with {KnownSettings.Cluster.Flag}, whose interval counts groups together."
                : "The record is about its benchmark's own score, on which items' shared luck has no bearing: leave it out. For questions like these, give the items' scores as a file with a column of groups."));
    }

    /// <summary>The group of each item.</summary>
    /// <param name="field">Column or key of one of the files.</param>
    /// <param name="sources">Scores files.</param>
    /// <param name="ids">Of the shared items.</param>
    public static IReadOnlyDictionary<string, string> Groups(string field, IReadOnlyList<ScoreSource> sources, IReadOnlyList<string> ids)
    {
        var known = Files(sources).Select(s => (s.Place, Fields: ItemScores.ReadFields(s.Place))).ToList();
        var holding = known.Where(k => k.Fields.ContainsKey(field)).ToList();
        if (holding.Count == 0)
        {
            var names = known.SelectMany(k => k.Fields.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            throw new SparseEvalException($"{KnownSettings.Cluster.Flag} is '{field}', and no scores file has such a column or key.{(names.Count == 0 ? " They hold id and score alone; add the group of each item." : $" There are {string.Join(", ", names.Take(12).Select(n => $"'{n}'"))}.{NearestName.Hint(field, names)}")}");
        }
        var groups = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (place, fields) in holding)
            foreach (var (id, group) in fields[field])
                if (!groups.TryAdd(id, group) && groups[id] != group)
                    throw new SparseEvalException($"'{place}' puts item '{id}' into '{field}' = '{group}', and another file into '{groups[id]}'. Give the same groups in all files, or in one.");
        if (ids.FirstOrDefault(id => !groups.ContainsKey(id)) is { } lacking)
            throw new SparseEvalException($"Item '{lacking}' has no '{field}' in '{holding[0].Place}'. Give the group of every item.");
        if (ids.Select(id => groups[id]).Distinct(StringComparer.Ordinal).Count() is var count && count < 2)
            throw new SparseEvalException($"All {ids.Count} items have the same '{field}', and an interval about questions like theirs takes at least 2 groups. Name another field, or leave {KnownSettings.Cluster.Flag} out.");
        return groups;
    }

    /// <summary>A warning where a file names what several of its items are about.</summary>
    public static Diagnostic? Remark(IReadOnlyList<ScoreSource> sources, IReadOnlyList<string> ids)
    {
        foreach (var source in Files(sources))
            foreach (var (field, texts) in ItemScores.ReadFields(source.Place))
            {
                if (!Suspects.Any(s => field.Contains(s, StringComparison.OrdinalIgnoreCase))) continue;
                string[] groups = [.. ids.Where(texts.ContainsKey).Select(id => texts[id])];
                var distinct = groups.Distinct(StringComparer.Ordinal).Count();
                if (distinct > 1 && groups.Length >= 1.5 * distinct)
                    return new("SPE0083", DiagnosticSeverity.Warning, $"'{source.Place}' has {Quantity.Of(distinct, "group")} of items by '{field}'. Items of one group share luck, and the interval takes them for independent, so it is too narrow for questions like these. Add {KnownSettings.Cluster.Flag} {field}.");
            }
        return null;
    }

    private static IEnumerable<ScoreSource> Files(IReadOnlyList<ScoreSource> sources) => sources.Where(s => s is { Record: null, IsFile: true });
}
