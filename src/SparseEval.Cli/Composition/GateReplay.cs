namespace SparseEval.Cli.Composition;

/// <summary>One stream of a past model's items, under which gates at several distances from its score are watched at once.</summary>
/// <param name="Items">For each distance, after how many items the gate below the score and the one above it had decided; a threshold outside [0, 1] is left out.</param>
internal sealed record GateReplay(IReadOnlyList<int>[] Items)
{
    /// <summary>Items between looks.</summary>
    private const int Step = 16;

    /// <param name="frames">The others as history, and all scores.</param>
    /// <param name="target">Row and full score.</param>
    /// <param name="distances">From the score.</param>
    /// <param name="confidence">Of the sequence.</param>
    /// <param name="seed">Of the order.</param>
    public static GateReplay Play((SamplingFrame Past, ResponseMatrix All) frames, (int Model, double Score) target, double[] distances, double confidence, ulong seed)
    {
        var decided = distances.Select(_ => new List<int>()).ToArray();
        var open = distances.SelectMany((d, k) => new[] { (Place: k, Distance: d, IsBelow: true), (Place: k, Distance: d, IsBelow: false) })
            .Where(g => g.IsBelow ? target.Score - g.Distance > 0 : target.Score + g.Distance < 1).ToList();
        var run = ConfidenceSequences.BettingWithPredictions().Begin(new() { Frame = frames.Past, Confidence = confidence });
        var order = RandomOrder.Of(frames.Past, seed);
        foreach (var (t, item) in order.Index())
        {
            if (frames.All[target.Model, item] is { } score) run.Add(item, score);
            var isLast = t + 1 == frames.Past.Count;
            if ((t % Step != Step - 1 && !isLast) || run.Count == 0) continue;
            var interval = run.Interval;
            foreach (var gate in open.Where(g => isLast || (g.IsBelow ? interval.Lower >= target.Score - g.Distance : interval.Upper < target.Score + g.Distance)).ToList())
            {
                decided[gate.Place].Add(t + 1);
                open.Remove(gate);
            }
            if (open.Count == 0) break;
        }
        return new(decided);
    }
}
