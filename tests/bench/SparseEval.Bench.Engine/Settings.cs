namespace SparseEval.Bench.Engine;

/// <summary>What the benchmark program measures with.</summary>
internal sealed record Settings(string Model, string Benchmark, int Items, int Threads, int Rounds, int Places, string? Only, string Draft, string Provider)
{
    public bool Sweep => Only == "sweep";

    public static Settings Parse(string[] arguments)
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "SparseEval.sln"))) root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("SparseEval.sln was not found.");
        string Text(string name, string other) => Array.IndexOf(arguments, name) is >= 0 and var at && at + 1 < arguments.Length ? arguments[at + 1] : other;
        int Number(string name, int other) => int.Parse(Text(name, other.ToString(System.Globalization.CultureInfo.InvariantCulture)), System.Globalization.CultureInfo.InvariantCulture);
        var threads = Number("--threads", 0);
        return new Settings(
            Text("--model", Path.Combine(root, "data", "models", "pocket-middle")), Text("--benchmark", Path.Combine(root, "data", "pocket", "items.jsonl")),
            Number("--items", 3840), threads > 0 ? threads : Environment.ProcessorCount, Number("--rounds", 5), Number("--places", 16),
            new[] { "pairs", "sweep", "sharing", "overhead", "continuous", "speculative", "binding", "drawing" }.FirstOrDefault(mode => arguments.Contains($"--{mode}")),
            Text("--draft", Path.Combine(root, "data", "models", "pocket-weak")),
            Text("--provider", "cpu"));
    }
}
