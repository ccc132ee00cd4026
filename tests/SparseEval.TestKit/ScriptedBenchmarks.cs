namespace SparseEval.TestKit;

/// <summary>Small made-up benchmarks and scores, the same for the same seed.</summary>
public static class ScriptedBenchmarks
{
    /// <summary>Items in families of unequal size, with prompts whose lengths differ by a factor of 20; every tenth has a free answer where <paramref name="free"/>.</summary>
    public static Benchmark Make(int items, bool free = false, int families = 4, int seed = 1)
    {
        var random = new Random(seed);
        return new($"scripted-{items}", [.. Enumerable.Range(0, items).Select(i =>
        {
            var family = (int)(families * Math.Pow(random.NextDouble(), 1.5));
            var prompt = $"Question {i}: ".PadRight(20 + (family * 90) + random.Next(60), 'x');
            var fields = new Dictionary<string, string> { ["family"] = $"f{family}" };
            return free && i % 10 == 9
                ? new Item($"item-{i:00000}", prompt, $"answer {i}", fields: fields)
                : new Item($"item-{i:00000}", prompt, $"a{i}", [$"a{i}", $"bb{i}", $"ccc{i}", $"dddd{i}"], fields);
        })]);
    }

    /// <summary>Scores of 0 and 1 whose mean differs between families.</summary>
    public static Dictionary<string, double?> Scores(Benchmark benchmark, int seed = 2)
    {
        var random = new Random(seed);
        return benchmark.Items.ToDictionary(item => item.Id, item => (double?)(random.NextDouble() < 0.9 - (0.2 * (item["family"][1] - '0')) ? 1 : 0));
    }
}
