namespace SparseEval.Cli.Settings;

/// <summary>What <c>compare</c> takes.</summary>
internal static class CompareSettings
{
    public static readonly Setting Margin = new("margin", "Difference that does not matter, such as 0.02: models within it are equivalent. Default 0: better, worse or undecided.") { ValueName = "number" };
    public static readonly Setting FromHistory = new("from-history", "Names of past models of --history to compare, separated by commas.") { ValueName = "names" };
    public static readonly Setting Plan = new("plan", "Plan file of a comparison that runs; left out, the bundled benchmark's.") { ValueName = "file", IsPath = true };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Setting> Own = [Margin, FromHistory, Plan];
}
