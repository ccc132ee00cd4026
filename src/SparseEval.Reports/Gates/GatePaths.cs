namespace SparseEval.Reports;

/// <summary>How the intervals of gates that stopped early narrowed item by item.</summary>
internal static class GatePaths
{
    private const int Most = 12;

    public static ReportSection Section(IReadOnlyList<GatedBenchmark> all)
    {
        const string id = "paths", title = "How the interval narrowed";
        var drawn = all.Where(b => b.Path.Count > 1).ToList();
        if (drawn.Count == 0)
            return ReportSection.Without(id, title, all.Any(b => b.IsSequential) ? "The steps of the run that stopped early are not in its record, so its last interval alone is shown." : "The size was fixed beforehand, so there is one interval and no path.");
        return new(id, title)
        {
            Lead = "After each item the sequence has an interval, and all of them hold at once with the stated confidence, so that stopping at any moment is sound.",
            Charts = [.. drawn.Take(Most).Select((b, k) => PathChart.Of(b.Path, b.Decision.Criterion.Least, null, all.Count == 1 ? "path" : $"path-{k + 1}", b.Benchmark, b.Decision.Criterion.IsPaired ? "difference" : "score"))],
            Omitted = drawn.Count > Most ? [$"{drawn.Count - Most} more gates stopped early; the first {Most} are drawn."] : [],
        };
    }
}
