namespace SparseEval.Cli.Settings;

/// <summary>The words of a policy file; docs/schemas/gate.schema.json says the same, which a test compares.</summary>
internal static class PolicyKeys
{
    public static readonly IReadOnlyList<string> Root = ["version", "confidence", "multiplicity", "defaults", "benchmarks"];

    public static readonly IReadOnlyList<string> Defaults = ["tier", "threshold", "max-drop", "max-relative-drop"];

    public static readonly IReadOnlyList<string> Entry = [.. Defaults, "record", "baseline", "benchmark", "history", "assume-random", "plan", "model", "baseline-model"];

    public static readonly IReadOnlyList<string> Tiers = ["critical", "supporting", "advisory"];

    public static readonly IReadOnlyList<string> Multiplicities = ["holm", "bonferroni", "none"];
}
