namespace SparseEval.Bench.Server;

/// <summary>What a process of the comparison does, and how much of it.</summary>
internal sealed record Settings
{
    public string Role { get; init; } = "compare";
    public int Items { get; init; } = 10_000;
    public int Concurrency { get; init; } = 64;
    public int Latency { get; init; } = 20;
    public int Rounds { get; init; } = 3;

    /// <summary>Items asked before the clock starts, by every process: connections are open and code is compiled then.</summary>
    public int Warm { get; init; } = 500;

    public string Address { get; init; } = "";

    public IEnumerable<string> Arguments => ["--role", Role, "--items", $"{Items}", "--concurrency", $"{Concurrency}", "--latency", $"{Latency}", "--rounds", $"{Rounds}", "--warm", $"{Warm}", "--address", Address];

    public static Settings Parse(string[] args) => args.Chunk(2).Aggregate(new Settings(), (settings, pair) => pair[0] switch
    {
        "--role" => settings with { Role = pair[1] },
        "--items" => settings with { Items = int.Parse(pair[1]) },
        "--concurrency" => settings with { Concurrency = int.Parse(pair[1]) },
        "--latency" => settings with { Latency = int.Parse(pair[1]) },
        "--rounds" => settings with { Rounds = int.Parse(pair[1]) },
        "--warm" => settings with { Warm = int.Parse(pair[1]) },
        "--address" => settings with { Address = pair[1] },
        var other => throw new ArgumentException($"Unknown argument '{other}'."),
    });
}
