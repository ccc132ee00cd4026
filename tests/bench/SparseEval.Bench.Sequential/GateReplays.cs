using SparseEval.Bench.Arena;
using SparseEval.Data;

namespace SparseEval.Bench.Sequential;

/// <summary>
/// Replays gates with past models in the place of new ones: every third model by score is gated, the others are the history. One stream serves criteria at several distances from the truth, each asked as a run asks (after 16 items or
/// 5 % more), without a limit and with one of 400 items.
/// </summary>
internal static class GateReplays
{
    private const int Limit = 400;
    private static readonly double[] Distances = [-0.1, -0.05, -0.02, -0.005, 0, 0.0001, 0.005, 0.02, 0.05, 0.1];

    public static int Run(string[] args)
    {
        var wanted = args.Length > 0 ? args[0].Split(',') : ["pocket"];
        var replays = args.Length > 1 ? int.Parse(args[1]) : 1000;
        var sequence = ConfidenceSequences.Parse(args.Length > 2 ? args[2] : "betting-predictions");
        foreach (var name in wanted)
        {
            if (Matrix(name) is not { } matrix)
            {
                Console.WriteLine($"{name}: the folder shared/data with this matrix is not beside the repository.");
                continue;
            }
            Print(name, matrix.Benchmark, matrix.Scores, replays, sequence, paired: false);
            Print(name, matrix.Benchmark, matrix.Scores, replays, sequence, paired: true);
        }
        return 0;
    }

    private static (Benchmark Benchmark, double[][] Scores)? Matrix(string name)
    {
        if (name != "pocket") return SharedFolder.Find() is { } shared && ArenaMatrix.Read(Path.Combine(shared, "data", name)) is { } matrix ? (matrix.Benchmark, matrix.Scores) : null;
        var benchmark = Benchmarks.Read("data/pocket/items.jsonl");
        var history = ResponseMatrices.Read("data/pocket/history.parquet").AlignTo(benchmark);
        return (benchmark, [.. Enumerable.Range(0, history.Models.Count).Select(m =>
        {
            var row = new double[benchmark.Count];
            history.CopyModel(m, row);
            return row;
        })]);
    }

    private static void Print(string name, Benchmark benchmark, double[][] scores, int replays, IConfidenceSequence sequence, bool paired)
    {
        var byScore = Enumerable.Range(0, scores.Length).OrderBy(m => scores[m].Average()).ToArray();
        var targets = byScore.Where((_, k) => k % 3 == 1).ToArray();
        var builder = new ResponseMatrixBuilder([.. byScore.Except(targets).Select(m => $"m{m}")], [.. benchmark.Items.Select(i => i.Id)]);
        foreach (var (row, model) in byScore.Except(targets).Index())
            for (var i = 0; i < benchmark.Count; i++) builder.Set(row, i, scores[model][i]);
        var frame = new SamplingFrame(benchmark, builder.Build());
        var plan = new SequencePlan { Frame = frame, Factors = ItemFactors.Of(frame.History!) };
        var ends = new (GateOutcome Outcome, int Items, GateOutcome AtLimit, int ItemsAtLimit)[replays][];
        Parallel.For(0, replays, r =>
        {
            // A pair is a model and its neighbour in score, as a new version and the last one are.
            var (a, b) = (targets[r % targets.Length], targets[(r + 1) % targets.Length]);
            ends[r] = One(sequence, plan, (ulong)r, scores[a], scores[b], paired);
        });
        Console.WriteLine();
        Console.WriteLine($"{name}, {benchmark.Count} items, {targets.Length} models gated, {replays} replays, {sequence.Name}, {(paired ? "drop against a neighbour in score" : "threshold")}");
        Console.WriteLine($"{"bound - truth",13} | {"GO",6} {"NO-GO",6} {"wrong",6} {"items",7} | at most {Limit}: {"GO",6} {"NO-GO",6} {"open",6} {"wrong",6} {"items",7}");
        foreach (var (k, distance) in Distances.Index())
        {
            var wrong = distance > 0 ? GateOutcome.Go : GateOutcome.NoGo;
            Console.WriteLine($"{distance,13:+0.0000;-0.0000;0} | {Share(e => e.Outcome == GateOutcome.Go)} {Share(e => e.Outcome == GateOutcome.NoGo)} {Share(e => e.Outcome == wrong && e.Items < benchmark.Count)} {ends.Average(e => e[k].Items),7:0} | {"",12} " +
                $"{Share(e => e.AtLimit == GateOutcome.Go)} {Share(e => e.AtLimit == GateOutcome.NoGo)} {Share(e => e.AtLimit == GateOutcome.Inconclusive)} {Share(e => e.AtLimit == wrong)} {ends.Average(e => e[k].ItemsAtLimit),7:0}");

            string Share(Func<(GateOutcome Outcome, int Items, GateOutcome AtLimit, int ItemsAtLimit), bool> of) => $"{100 * ends.Average(e => of(e[k]) ? 1.0 : 0),5:0.0}%";
        }
    }

    private static (GateOutcome, int, GateOutcome, int)[] One(IConfidenceSequence sequence, SequencePlan plan, ulong seed, double[] a, double[] b, bool paired)
    {
        var truth = paired ? a.Average() - b.Average() : a.Average();
        // A distance that would leave the scale is not asked: its criterion is the scale's end.
        var criteria = Array.ConvertAll(Distances, d => paired ? GateCriterion.MaxDrop(Math.Clamp(-(truth + d), 0, 0.99)) : GateCriterion.Threshold(Math.Clamp(truth + d, 0, 1)));
        var bounds = Array.ConvertAll(Distances, d => truth + d);
        var run = ModelComparison.Sequential(sequence, plan, paired ? 1 : 0);
        var ends = new (GateOutcome Outcome, int Items, GateOutcome AtLimit, int ItemsAtLimit)[Distances.Length];
        Array.Fill(ends, (GateOutcome.Inconclusive, 0, GateOutcome.Inconclusive, 0));
        var (next, order) = (16, RandomOrder.Of(plan.Frame, seed));
        for (var t = 1; t <= order.Count; t++)
        {
            run.Add(order[t - 1], a[order[t - 1]], b[order[t - 1]]);
            if (t < next && t != Limit && t < order.Count) continue;
            if (t >= next) next = t + Math.Max(16, (int)Math.Ceiling(0.05 * t));
            var interval = run.Interval;
            for (var k = 0; k < bounds.Length; k++)
            {
                if (ends[k].Outcome != GateOutcome.Inconclusive) continue;
                var outcome = Decide(criteria[k], bounds[k], interval);
                if (outcome != GateOutcome.Inconclusive) ends[k] = (outcome, t, t <= Limit ? outcome : ends[k].AtLimit, t <= Limit ? t : Limit);
            }
            if (ends.All(e => e.Outcome != GateOutcome.Inconclusive)) break;
        }
        return ends;
    }

    /// <summary>As the criterion decides; differences that are rises have no criterion of their own and are held to the bound itself.</summary>
    private static GateOutcome Decide(GateCriterion criterion, double bound, ConfidenceInterval interval) => Math.Abs(criterion.Least - bound) < 1e-12 ? criterion.Decide(interval)
        : interval.HalfWidth < 1e-9 ? interval.Lower >= bound - 1e-9 ? GateOutcome.Go : GateOutcome.NoGo
        : interval.Lower >= bound ? GateOutcome.Go : interval.Upper < bound ? GateOutcome.NoGo : GateOutcome.Inconclusive;
}
