namespace SparseEval.Bench.Sequential;

/// <summary>What one stream of one model took.</summary>
/// <param name="Items">Items until the half-width was reached, for each target; N where only the census did.</param>
/// <param name="Missed">1 where the interval ever excluded the truth; the mean over the targets where each is a stream of its own.</param>
internal sealed record Stream(int[] Items, double Missed)
{
    public static readonly double[] Targets = [0.05, 0.03, 0.02];

    /// <summary>One pass serves all targets where the sequence does not plan with them.</summary>
    /// <param name="grid">Reads a betting sequence at its grid of 1,000 candidates, as published programs do.</param>
    public static Stream Run(bool grid, IConfidenceSequence sequence, SequencePlan plan, int[] order, double[] scores, double truth)
    {
        if (sequence.Name.StartsWith("group-sequential", StringComparison.Ordinal))
        {
            var each = Targets.Select(h => One(sequence, plan with { HalfWidth = h }, order, scores, truth, [h], grid)).ToArray();
            return new([.. each.Select(s => s.Items[0])], each.Average(s => s.Missed));
        }
        return One(sequence, plan, order, scores, truth, Targets, grid);
    }

    private static Stream One(IConfidenceSequence sequence, SequencePlan plan, int[] order, double[] scores, double truth, double[] targets, bool grid)
    {
        var run = sequence.Begin(plan);
        var items = new int[targets.Length];
        var (next, missed) = (0, false);
        for (var t = 0; t < order.Length && next < targets.Length; t++)
        {
            run.Add(order[t], scores[order[t]]);
            if (run is BettingRun betting)
            {
                missed |= !betting.Rough.Contains(truth);
                if (betting.Rough.HalfWidth > targets[next] + (grid ? 0 : 0.001)) continue;
            }
            var interval = grid && run is BettingRun rough ? rough.Rough : run.Interval;
            missed |= !interval.Contains(truth);
            while (next < targets.Length && interval.HalfWidth <= targets[next]) items[next++] = t + 1;
        }
        return new(items, missed || !run.Interval.Contains(truth) ? 1 : 0);
    }
}
