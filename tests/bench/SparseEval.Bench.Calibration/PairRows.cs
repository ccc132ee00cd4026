namespace SparseEval.Bench.Calibration;

/// <summary>Simulated rows of <see cref="PairsOfModels"/>: strata, graded scores, relative drops, regression.</summary>
internal static class PairRows
{
    private const int Items = 1200;

    public static IEnumerable<string> All(int draws)
    {
        var designs = new[] { Designs.SimpleRandom(), Designs.Stratified("stratum"), Designs.Stratified("stratum", Allocations.Equal()) };
        foreach (var kind in new[] { "right or wrong", "right or wrong, in two strata", "graded where they differ", "graded everywhere, few large" })
            foreach (var share in new[] { 0.005, 0.02, 0.1 })
                foreach (var n in new[] { 50, 100, 300 })
                    foreach (var design in designs.Where(d => kind != "graded everywhere, few large" || d.Name == "simple-random"))
                        yield return Row(kind, share, n, design, Estimators.Mean(), 1, draws);
        foreach (var n in new[] { 50, 100, 300 })
            foreach (var share in new[] { 0.005, 0.02, 0.1 })
            {
                yield return Row("right or wrong", share, n, designs[0], Estimators.Mean(), 0.95, draws);
                yield return Row("right or wrong", share, n, designs[0], Estimators.Regression(), 1, Math.Min(draws, 500));
            }
        foreach (var (folder, stratum) in new[] { ("arc_challenge", "category"), ("zeroeval_gsm8k", "category"), ("alpaca_eval2", "category"), ("eq_bench_v2", "category") })
            foreach (var strongest in new[] { true, false })
                if (RealData.Populations(folder, stratum, strongest, most: 10) is { Count: > 1 } models)
                    foreach (var n in new[] { 25, 50, 100, 200 }.Where(n => 2 * n <= models[0].Scores.Length))
                        foreach (var estimator in new[] { Estimators.Mean(), Estimators.Regression() })
                            yield return Neighbours($"{folder} {(strongest ? "strongest" : "random")}, neighbours", models, n, estimator, Math.Min(draws, 500));
    }

    /// <summary>Models next to each other in score, in turn.</summary>
    private static string Neighbours(string name, IReadOnlyList<Population> models, int n, IEstimator estimator, int draws)
    {
        var differ = Enumerable.Range(0, models.Count - 1).Average(m => models[m].Scores.Zip(models[m + 1].Scores).Average(p => p.First != p.Second ? 1.0 : 0));
        return Row(name, Math.Round(differ, 3), n, Designs.SimpleRandom(), estimator, 1, draws, models[0].Frame, s => (models[s % (models.Count - 1)].Scores, models[s % (models.Count - 1) + 1].Scores));
    }

    private static string Row(string kind, double differ, int n, ISamplingDesign design, IEstimator estimator, double share, int draws) =>
        Row(kind, differ, n, design, estimator, share, draws, Frame(estimator.Name == "regression"), s => Scores(kind, differ, new Random(1000 + s % 20)));

    private static string Row(string kind, double differ, int n, ISamplingDesign design, IEstimator estimator, double share, int draws, SamplingFrame frame, Func<int, (double[], double[])> scores)
    {
        var held = new (bool Held, bool Low, double Width)[2, draws];
        Parallel.For(0, draws, new() { MaxDegreeOfParallelism = 2 }, s =>
        {
            var (a, b) = scores(s);
            var sample = Draw(design, frame, n, (ulong)s + 1);
            double?[] x = [.. sample.Items.Select(i => (double?)a[i.Index])], y = [.. sample.Items.Select(i => (double?)b[i.Index])];
            var truth = a.Average() - share * b.Average();
            foreach (var (k, method) in new IIntervalMethod?[] { null, new PairsOfModels.OfOneScore() }.Index())
                held[k, s] = Interval(sample, x, y, share, estimator, method, InferenceTarget.FullBenchmark) is var i ? (i.Contains(truth), i.Upper < truth, i.HalfWidth) : default;
        });
        return $"{kind + (share < 1 ? $", a - {share} b" : ""),-44} {differ,6} {n,4} {design.Name,-26} {estimator.Name,-10} {Cell(held, 0, draws),24} {Cell(held, 1, draws),24}";
    }

    private static string Cell((bool Held, bool Low, double Width)[,] held, int k, int draws)
    {
        var of = Enumerable.Range(0, draws).Select(s => held[k, s]).ToList();
        var (cover, low) = (of.Average(h => h.Held ? 1.0 : 0), of.Average(h => h.Low ? 1.0 : 0));
        return $"{100 * cover:0.0} ({100 * low:0.0}/{100 * (1 - cover - low):0.0}) {100 * of.Average(h => h.Width),6:0.00}";
    }

    public static ConfidenceInterval Interval(Sample sample, double?[] a, double?[] b, double share, IEstimator estimator, IIntervalMethod? method, InferenceTarget target) =>
        PairedContrast.Of(sample, a, b, share, estimator, new() { Interval = method, Target = target, Singletons = SingletonStratum.Combine }).Interval!;

    /// <summary>Model b has 70 % right; a is b but for a share of the items, of which a fifth go a's way.</summary>
    private static (double[] A, double[] B) Scores(string kind, double differ, Random random)
    {
        var (a, b) = (new double[Items], new double[Items]);
        for (var i = 0; i < Items; i++)
        {
            b[i] = random.NextDouble() < 0.7 ? 1 : 0;
            var (better, rate) = (random.NextDouble() < 0.2, kind.EndsWith("two strata", StringComparison.Ordinal) ? Stratum(i) is 1 or 6 ? Math.Min(1, differ * Items / Enumerable.Range(0, Items).Count(j => Stratum(j) is 1 or 6)) : 0 : differ);
            var differs = random.NextDouble() < rate;
            if (differs) b[i] = better ? 0 : 1;
            a[i] = differs ? 1 - b[i] : b[i];
            if (kind.StartsWith("graded", StringComparison.Ordinal) && differs) a[i] = b[i] + (a[i] - b[i]) * (kind.EndsWith("differ", StringComparison.Ordinal) ? random.NextDouble() : 1);
            if (kind.EndsWith("large", StringComparison.Ordinal) && !differs) a[i] = Math.Clamp(a[i] + 0.02 * (random.NextDouble() - 0.5), 0, 1);
        }
        return (a, b);
    }

    public static Sample Draw(ISamplingDesign design, SamplingFrame frame, int n, ulong seed)
    {
        var pass = design.Begin(frame, n, seed);
        while (pass.TryNext(new Dictionary<int, double?>(), out _)) { }
        return pass.Sample;
    }

    public static Benchmark Flat(int items) => new("made up", [.. Enumerable.Range(0, items).Select(i => new Item($"i{i}", fields: new Dictionary<string, string> { ["stratum"] = $"s{Stratum(i)}" }))]);

    private static SamplingFrame Frame(bool history)
    {
        var benchmark = Flat(Items);
        if (!history) return new(benchmark);
        var random = new Random(77);
        var difficulty = benchmark.Items.Select(_ => 5 * random.NextDouble() - 3.5).ToArray();
        var builder = new ResponseMatrixBuilder([.. Enumerable.Range(0, 20).Select(m => $"m{m}")], [.. benchmark.Items.Select(i => i.Id)]);
        for (var m = 0; m < 20; m++)
            for (var i = 0; i < Items; i++) builder.Set(m, i, random.NextDouble() < 1 / (1 + Math.Exp(difficulty[i] - 0.1 * m)) ? 1 : 0);
        return new(benchmark, builder.Build());
    }

    /// <summary>Eight strata of sizes 1 to 8, dealt out over the benchmark.</summary>
    private static int Stratum(int item)
    {
        var place = item * 7919 % Items * 36.0 / Items;
        var h = 0;
        for (var sum = 1; sum <= place; sum += ++h + 1) { }
        return Math.Min(h, 7);
    }
}
