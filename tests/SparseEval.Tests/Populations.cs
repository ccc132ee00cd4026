namespace SparseEval.Tests;

/// <summary>Small made-up benchmarks and draws for the tests.</summary>
internal static class Populations
{
    /// <summary>Items i0.. with a family (unequal sizes), a difficulty, a passage shared by up to 4 items of one family, and points (0 to 4).</summary>
    public static Benchmark Benchmark(int items, int families = 3) => new("test", [.. Enumerable.Range(0, items).Select(i =>
    {
        var family = Family(i, items, families);
        return new Item($"i{i}", fields: new Dictionary<string, string>
        {
            ["family"] = $"f{family}",
            ["difficulty"] = $"{i % 2}",
            ["passage"] = $"f{family}-p{i / 4}",
            ["points"] = $"{i * 3 % 5}",
        });
    })]);

    /// <summary>Family h holds a share of the items in proportion to h + 1, side by side.</summary>
    public static int Family(int item, int items, int families)
    {
        var cut = (item + 0.5) / items * families * (families + 1) / 2;
        var h = 0;
        for (var sum = 1.0; sum < cut && h < families - 1; sum += ++h + 1) { }
        return h;
    }

    public static Sample Draw(ISamplingDesign design, SamplingFrame frame, int budget, ulong seed, Func<int, double?>? score = null)
    {
        var pass = design.Begin(frame, budget, seed);
        var soFar = new Dictionary<int, double?>();
        while (pass.TryNext(soFar, out var items))
            foreach (var i in items) soFar.Add(i, score?.Invoke(i) ?? 0);
        return pass.Sample;
    }

    public static ScoredSample Score(Sample sample, IReadOnlyList<double> scores) =>
        new(sample, [.. sample.Items.Select(i => (double?)scores[i.Index])]);

    /// <summary>Past models that share item difficulties: score 1 with probability sigmoid(ability - difficulty).</summary>
    public static ResponseMatrix History(Benchmark benchmark, int models, int seed)
    {
        var random = new Random(seed);
        var difficulty = benchmark.Items.Select(_ => 4 * random.NextDouble() - 2).ToArray();
        var builder = new ResponseMatrixBuilder([.. Enumerable.Range(0, models).Select(m => $"m{m}")], [.. benchmark.Items.Select(i => i.Id)]);
        for (var m = 0; m < models; m++)
        {
            var ability = 3 * random.NextDouble() - 1;
            for (var i = 0; i < benchmark.Count; i++)
                builder.Set(m, i, random.NextDouble() < 1 / (1 + Math.Exp(-1.5 * (ability - difficulty[i]))) ? 1 : 0);
        }
        return builder.Build();
    }

    public static double[] Row(ResponseMatrix history, int model)
    {
        var scores = new double[history.ItemIds.Count];
        history.CopyModel(model, scores);
        return scores;
    }
}
