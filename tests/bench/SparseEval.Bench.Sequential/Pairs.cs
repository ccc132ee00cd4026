using SparseEval.Bench.Arena;

namespace SparseEval.Bench.Sequential;

/// <summary>Items to decide pairs of test models at a margin of two points, and how often the decision is wrong.</summary>
internal static class Pairs
{
    private const double Margin = 0.02;

    public static void Print(ArenaSplit split, int draws, string[]? names)
    {
        var matrix = split.Matrix;
        var order = ProtocolOrder.Perm($"{matrix.Name}|{split.Name}|bet", split.Test.Length);
        var models = order.Take(15).Select(t => split.Test[t]).ToArray();
        var all = (from i in Enumerable.Range(0, models.Length) from j in Enumerable.Range(0, i) select (models[i], models[j])).ToArray();
        var pairs = ProtocolOrder.Perm($"{matrix.Name}|{split.Name}|pairs", all.Length).Take(30).Select(k => all[k]).ToArray();
        var plan = new SequencePlan { Frame = split.Frame, Factors = ItemFactors.Of(split.Frame.History!) };
        var rule = StoppingRules.Baseline(Margin);
        double n = matrix.Benchmark.Count;
        var oracle = pairs.Average(p => SingleLook(matrix.Scores[p.Item1], matrix.Scores[p.Item2]));
        double? reference = null;
        foreach (var (name, sequence) in Cell.Sequences(names, ("direct", ConfidenceSequences.Betting(new() { Hedged = true }))))
        {
            var runs = new (int Items, bool Wrong, bool Early)[draws * pairs.Length];
            Parallel.For(0, runs.Length, r => runs[r] = One(sequence, plan, rule, split.Order(r / pairs.Length), matrix.Scores[pairs[r % pairs.Length].Item1], matrix.Scores[pairs[r % pairs.Length].Item2]));
            var items = runs.Average(r => r.Items);
            reference ??= items;
            Console.WriteLine($"{matrix.Name,-16} {split.Name,-13} {name,-24} {runs.Length,4} {n,5} {items,9:0.0} {items / n,6:0.000} {items / reference,6:0.00} {runs.Average(r => r.Wrong ? 1.0 : 0),6:0.000} {runs.Average(r => r.Early ? 1.0 : 0),6:0.000} {oracle / reference,6:0.00}");
        }
    }

    /// <summary>Items at which a single two-sided 95 % interval of the plain mean, of the variance proper and looked at once at the right moment, would just reach from the difference to the margin.</summary>
    private static double SingleLook(double[] a, double[] b)
    {
        var d = a.Zip(b, (x, y) => x - y).ToArray();
        var mean = d.Average();
        var gap = Math.Abs(Math.Abs(mean) - Margin);
        var alone = 3.8415 * d.Average(x => (x - mean) * (x - mean)) / (gap * gap);
        return Math.Max(2, alone / (1 + alone / d.Length));
    }

    private static (int, bool, bool) One(IConfidenceSequence sequence, SequencePlan plan, IStoppingRule rule, int[] order, double[] a, double[] b)
    {
        var run = ModelComparison.Sequential(sequence, plan);
        var truth = a.Average() - b.Average();
        for (var t = 0; t < order.Length; t++)
        {
            run.Add(order[t], a[order[t]], b[order[t]]);
            if (run.Inner is BettingRun betting && !Near(betting) && t + 1 < order.Length) continue;
            if (rule.Ask(run.State) is not { } verdict) continue;
            var right = verdict.Outcome switch { "better" => truth > Margin - 1e-9, "worse" => truth < -Margin + 1e-9, "equivalent" => Math.Abs(truth) < Margin + 1e-9, _ => true };
            return (t + 1, !right, t + 1 < order.Length);
        }
        return (order.Length, false, false);

        bool Near(BettingRun betting)
        {
            var (lower, upper) = (2 * betting.Rough.Lower - 1, 2 * betting.Rough.Upper - 1);
            return lower > Margin - 0.003 || upper < -Margin + 0.003 || (lower > -Margin - 0.003 && upper < Margin + 0.003);
        }
    }
}
