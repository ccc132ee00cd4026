using SparseEval.Evaluation;

namespace SparseEval.Reports.Tests;

/// <summary>Gates and comparisons on made-up scores.</summary>
internal static class JobSamples
{
    private const int Items = 120;

    /// <summary>One gate that stopped early, with its run where one is given.</summary>
    public static GateFindings Gate(RunRecord? record = null, bool nasty = false)
    {
        var one = Watched("made-up", GateCriterion.Threshold(0.4), nasty) with { Record = record };
        return new() { Outcome = one.Decision.Outcome, Sentence = one.Sentence, Errors = "wrong GO and wrong NO-GO at most 0.05 each", Benchmarks = [one] };
    }

    /// <summary>A policy of every criterion and every outcome.</summary>
    public static GateFindings Policy(bool nasty = false) => new()
    {
        Outcome = GateOutcome.NoGo,
        Sentence = "NO-GO: of 4 benchmarks that count, 1 GO, 1 NO-GO.",
        Errors = "Holm over 4 benchmarks",
        Benchmarks = [Watched("threshold", GateCriterion.Threshold(0.4), nasty), Watched("drop", GateCriterion.MaxDrop(0.3), nasty), Fixed("relative", GateCriterion.MaxRelativeDrop(0.1), nasty), Fixed("advisory", GateCriterion.MaxDrop(0), nasty) with { Tier = "advisory" }, Missing("empty")],
    };

    public static ComparisonFindings Comparison(int models = 2, bool nasty = false, IReadOnlyList<RunRecord>? runs = null)
    {
        var names = Enumerable.Range(0, models).Select(m => nasty ? $"{Samples.Nasty} {m}" : $"model {m}").ToList();
        var scores = Enumerable.Range(0, models).Select(m => Scores(m, 0.3 + 0.1 * m)).ToList();
        var pairs = (from i in Enumerable.Range(0, models) from j in Enumerable.Range(i + 1, models - i - 1) select (I: i, J: j)).ToList();
        return new()
        {
            Benchmark = "made-up",
            Sentence = $"{names[0]} is worse than {names[^1]}.",
            Basis = "items drawn by simple-random",
            Levels = "all pairs at once with 95 %",
            Margin = 0.05,
            Items = Items,
            Population = 4 * Items,
            Models = [.. names.Select((name, m) => new RankedModel(name, Math.Max(1, models - m - 1), models - m))],
            Pairs = [.. pairs.Select(p => Pair(names[p.I], names[p.J], scores[p.I], scores[p.J]))],
            Path = models == 2 ? [.. Path(GateCriterion.MaxDrop(0.05), scores[0], scores[1]).Path] : [],
            Scores = models == 2 ? [.. scores[0].Select((a, i) => new PairedScore(nasty ? $"{Samples.Nasty} {i}" : $"item {i}", a, scores[1][i]))] : [],
            Runs = runs ?? [],
        };
    }

    private static ComparedModels Pair(string a, string b, double[] x, double[] y)
    {
        var comparison = ModelComparison.Paired(Sample(), [.. x.Select(v => (double?)v)], [.. y.Select(v => (double?)v)]);
        return new(a, b, comparison, comparison.Interval!.Upper < 0 ? "worse" : "undecided", comparison.PValue, comparison.PValue);
    }

    private static GatedBenchmark Watched(string name, GateCriterion criterion, bool nasty)
    {
        var (a, b) = (Scores(1, 0.7), Scores(2, 0.6));
        var (path, decision) = Path(criterion, a, b);
        return new(nasty ? $"{name} {Samples.Nasty}" : name, nasty ? Samples.Nasty : "new", decision)
        {
            Sentence = $"{name} is decided.",
            Alpha = 0.05,
            IsSequential = true,
            Path = path,
            Baseline = criterion.IsPaired ? "old" : null,
            Pairs = criterion.IsPaired ? [.. a.Select((score, i) => new PairedScore(nasty ? Samples.Nasty + i : $"item {i}", score, b[i]))] : [],
        };
    }

    private static GatedBenchmark Fixed(string name, GateCriterion criterion, bool nasty)
    {
        var (a, b) = (Scores(3, 0.3), Scores(4, 0.6));
        return new(name, nasty ? Samples.Nasty : "new", Gates.Of(criterion, Sample(), [.. a.Select(v => (double?)v)], [.. b.Select(v => (double?)v)]))
        {
            Sentence = $"{name} is decided.",
            Alpha = 0.05,
            Baseline = "old",
            Pairs = [.. a.Select((score, i) => new PairedScore($"item {i}", score, b[i]))],
        };
    }

    private static GatedBenchmark Missing(string name) => new(name, "new", new() { Criterion = GateCriterion.Threshold(0.5), Outcome = GateOutcome.Invalid, Value = null, Interval = null, Items = 0, Unscored = 3, Population = 3, Diagnostics = [] })
    {
        Sentence = $"{name} cannot be judged.",
        Alpha = 0.05,
    };

    private static (IReadOnlyList<WatchedMoment> Path, GateDecision Decision) Path(GateCriterion criterion, double[] a, double[] b)
    {
        var run = Gates.Watch(criterion, ConfidenceSequences.Betting(), new() { Frame = Sample().Frame });
        var path = new List<WatchedMoment>();
        for (var i = 0; i < a.Length; i++)
        {
            run.Add(i, a[i], b[i]);
            if (i > 0) path.Add(new(i + 1, run.Value, run.Interval.Lower, run.Interval.Upper));
        }
        return (path, Gates.Of(criterion, run, 4 * Items));
    }

    private static double[] Scores(int seed, double share)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Items).Select(_ => random.NextDouble() < share ? 1.0 : 0.0)];
    }

    private static Sample Sample()
    {
        var benchmark = new Benchmark("made-up", [.. Enumerable.Range(0, 4 * Items).Select(i => new Item($"item {i}"))]);
        return new() { Frame = new(benchmark), Design = "simple-random", Seed = 1, Items = [.. Enumerable.Range(0, Items).Select(i => new SampledItem(i, 0, 0.25))], Strata = [new("all", 4 * Items, Items)] };
    }
}
