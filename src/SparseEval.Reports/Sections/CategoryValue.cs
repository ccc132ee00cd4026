namespace SparseEval.Reports;

/// <summary>What the drawn items say about one category.</summary>
/// <param name="Name">Text of the field.</param>
/// <param name="Items">Number of its items in the benchmark.</param>
/// <param name="Drawn">Number of drawn items with a score.</param>
/// <param name="Estimate">Mean weighted by 1 / probability; null without a drawn item.</param>
/// <param name="Interval">
/// Where items of the category were drawn one by one with equal probabilities, so that, given their number, they are a simple random sample of it; else null.
/// </param>
/// <param name="Past">Mean score of past models on its items; null without history.</param>
internal sealed record CategoryValue(string Name, int Items, int Drawn, double? Estimate, ConfidenceInterval? Interval, double? Past)
{
    public static IReadOnlyList<CategoryValue> Of(SamplingFrame frame, string field, IReadOnlyList<DrawnItem> items, bool hasIntervals, double confidence)
    {
        var past = PastMeans(frame);
        var drawn = items.Where(i => i.Score is not null).ToLookup(i => frame.Benchmark.Items[i.Position][field], StringComparer.Ordinal);
        return [.. frame.Benchmark.Items.Index().GroupBy(i => i.Item[field], StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g =>
        {
            DrawnItem[] mine = [.. drawn[g.Key]];
            int[] all = [.. g.Select(i => i.Index)];
            var weight = mine.Sum(i => 1 / i.Probability);
            return new CategoryValue(g.Key, all.Length, mine.Length, mine.Length > 0 ? mine.Sum(i => i.Score!.Value / i.Probability) / weight : null,
                hasIntervals ? IntervalOf(frame.Benchmark, all, mine, confidence) : null, past is null ? null : all.Average(i => past[i]));
        })];
    }

    private static ConfidenceInterval? IntervalOf(Benchmark benchmark, int[] all, DrawnItem[] drawn, double confidence)
    {
        if (drawn.Length < 2 || drawn.Any(i => Math.Abs(i.Probability - drawn[0].Probability) > 1e-9)) return null;
        var place = all.Index().ToDictionary(i => i.Item, i => i.Index);
        var ordered = drawn.OrderBy(i => place[i.Position]).ToArray();
        var sample = new Sample
        {
            Frame = new(new(benchmark.Name, [.. all.Select(i => benchmark.Items[i])])),
            Design = "simple-random",
            Seed = 0,
            Items = [.. ordered.Select(i => new SampledItem(place[i.Position], 0, (double)drawn.Length / all.Length))],
            Strata = [new("all", all.Length, drawn.Length)],
        };
        return Estimators.Mean().Estimate(new(sample, [.. ordered.Select(i => i.Score)]), new() { Confidence = confidence }).Interval;
    }

    private static double?[]? PastMeans(SamplingFrame frame)
    {
        if (frame.History is not { } history) return null;
        var (sums, counts, row) = (new double[frame.Count], new int[frame.Count], new double[frame.Count]);
        for (var m = 0; m < history.Models.Count; m++)
        {
            history.CopyModel(m, row);
            for (var i = 0; i < row.Length; i++)
                if (!double.IsNaN(row[i])) (sums[i], counts[i]) = (sums[i] + row[i], counts[i] + 1);
        }
        return [.. sums.Select((s, i) => counts[i] > 0 ? s / counts[i] : (double?)null)];
    }
}
