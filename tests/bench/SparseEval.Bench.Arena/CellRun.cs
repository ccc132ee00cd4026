namespace SparseEval.Bench.Arena;

/// <summary>Runs one method in one cell: all draws of all splits of a kind, in parallel, summed in a fixed order.</summary>
internal static class CellRun
{
    public static CellRow Run(IReadOnlyList<ArenaSplit> splits, ArenaBudget budget, int items, ArenaMethod method, int draws, int threads)
    {
        var count = method.IsDeterministic ? 1 : budget.Draws(draws);
        var designs = splits.Select(method.Design).ToArray();
        var results = new DrawSums[splits.Count][];
        for (var s = 0; s < splits.Count; s++) results[s] = new DrawSums[count];
        // The first draw of a split alone, so that what the others share is made once and timed.
        Parallel.For(0, splits.Count, new() { MaxDegreeOfParallelism = threads }, s => results[s][0] = DrawSums.Of(splits[s], method, designs[s], items, 0));
        Parallel.For(0, splits.Count * (count - 1), new() { MaxDegreeOfParallelism = threads }, k =>
        {
            var (s, d) = (k / (count - 1), 1 + k % (count - 1));
            results[s][d] = DrawSums.Of(splits[s], method, designs[s], items, d);
        });
        return Row(splits, budget, items, method, results);
    }

    private static CellRow Row(IReadOnlyList<ArenaSplit> splits, ArenaBudget budget, int items, ArenaMethod method, DrawSums[][] results)
    {
        var predict = results.Average(r => r.Length == 1 ? r[0].Seconds : r.Skip(1).Average(d => d.Seconds));
        return new()
        {
            Matrix = splits[0].Matrix.Name,
            Kind = splits[0].Kind,
            Budget = budget.Text,
            Items = items,
            Method = method.Name,
            Splits = string.Join('+', splits.Select(s => s.Name)),
            Draws = results[0].Length,
            Tests = splits.Average(s => s.Test.Length),
            Mae = results.Average(r => r.Average(d => d.Absolute)),
            Rmse = results.Average(r => Math.Sqrt(r.Average(d => d.Squared))),
            Bias = results.Average(r => r.Average(d => d.Error)),
            Tau = results.Average(r => r.Average(d => d.Tau)),
            Coverage = results.Average(r => r.Average(d => d.Covered)),
            Width = results.Average(r => r.Average(d => d.Width)),
            FitSeconds = Math.Max(0, results.Average(r => r[0].Seconds) - predict),
            PredictSeconds = predict,
            Note = results.Any(r => r.Any(d => d.Scored != items)) ? $"items scored {results.Average(r => r.Average(d => d.Scored)):0.0}" : "",
        };
    }
}
