namespace SparseEval.Bench.Sequential;

/// <summary>What one stream of one model took.</summary>
/// <param name="Items">Items until the half-width was reached, for each target; N where only the census did.</param>
/// <param name="Missed">True where the interval ever excluded the truth.</param>
internal sealed record Stream(int[] Items, bool Missed)
{
    public static readonly double[] Targets = [0.05, 0.03, 0.02];

    /// <summary>One pass serves all targets where the sequence does not plan with them.</summary>
    public static Stream Run(IConfidenceSequence sequence, SequencePlan plan, int[] order, double[] scores, double truth)
    {
        if (sequence.Name.StartsWith("group-sequential", StringComparison.Ordinal))
        {
            var each = Targets.Select(h => One(sequence, plan with { HalfWidth = h }, order, scores, truth, [h])).ToArray();
            return new([.. each.Select(s => s.Items[0])], each[^1].Missed);
        }
        return One(sequence, plan, order, scores, truth, Targets);
    }

    private static Stream One(IConfidenceSequence sequence, SequencePlan plan, int[] order, double[] scores, double truth, double[] targets)
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
                if (betting.Rough.HalfWidth > targets[next] + 0.001) continue;
            }
            var interval = run.Interval;
            missed |= !interval.Contains(truth);
            while (next < targets.Length && interval.HalfWidth <= targets[next]) items[next++] = t + 1;
        }
        return new(items, missed || !run.Interval.Contains(truth));
    }
}
