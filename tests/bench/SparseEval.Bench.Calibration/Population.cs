namespace SparseEval.Bench.Calibration;

/// <summary>A benchmark with the target's true scores and, where there is one, a history.</summary>
internal sealed record Population(string Name, SamplingFrame Frame, double[] Scores)
{
    public double Truth { get; } = Scores.Average();

    /// <summary>Scores 0 or 1 with probability p, in 8 strata of sizes 1 to 8 whose rates spread around p.</summary>
    public static Population Bernoulli(double p, int items, bool spread, int seed)
    {
        var random = new Random(seed);
        var strata = Enumerable.Range(0, items).Select(i => Stratum(i, items)).ToArray();
        var scores = strata.Select(h => random.NextDouble() < Rate(p, h, spread) ? 1.0 : 0).ToArray();
        return new($"bernoulli {p:0.00}{(spread ? " spread" : "")}", new(Items(strata, items)), scores);
    }

    /// <summary>Items with difficulties in common: an informative history, or one with the items shuffled.</summary>
    public static Population Logistic(int items, int models, bool informative, double ability, int seed)
    {
        var random = new Random(seed);
        var strata = Enumerable.Range(0, items).Select(i => Stratum(i, items)).ToArray();
        var benchmark = Items(strata, items);
        var difficulty = strata.Select(h => 5 * random.NextDouble() - 2.5 + (h - 4) * 0.2).ToArray();
        var builder = new ResponseMatrixBuilder([.. Enumerable.Range(0, models).Select(m => $"m{m}")], [.. benchmark.Items.Select(i => i.Id)]);
        for (var m = 0; m < models; m++)
        {
            var skill = 4 * random.NextDouble() - 2;
            var order = Enumerable.Range(0, items).ToArray();
            if (!informative) random.Shuffle(order);
            for (var i = 0; i < items; i++) builder.Set(m, i, Answer(random, skill - difficulty[order[i]]));
        }
        var scores = difficulty.Select(d => Answer(random, ability - d)).ToArray();
        return new($"logistic {models} models {(informative ? "informative" : "shuffled")}", new(benchmark, builder.Build()), scores);
    }

    private static double Answer(Random random, double logit) => random.NextDouble() < 1 / (1 + Math.Exp(-2 * logit)) ? 1 : 0;

    private static double Rate(double p, int h, bool spread) => !spread ? p : 1 / (1 + Math.Exp(-(Math.Log(p / (1 - p)) + (h - 4.5) * 0.6)));

    private static int Stratum(int item, int items)
    {
        var place = (item + 0.5) / items * 36;
        var h = 0;
        for (var sum = 1; sum < place; sum += ++h + 1) { }
        return h;
    }

    private static Benchmark Items(int[] strata, int items) => new("made up", [.. Enumerable.Range(0, items).Select(i =>
        new Item($"i{i}", fields: new Dictionary<string, string> { ["stratum"] = $"s{strata[i]}" }))]);
}
