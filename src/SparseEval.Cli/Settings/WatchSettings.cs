namespace SparseEval.Cli.Settings;

/// <summary>What stops a run early.</summary>
internal static class WatchSettings
{
    public static readonly Setting Until = new("until", "Stops early at " + string.Join(", ", StoppingRules.All.Keys.Select(rule => $"{rule}=NUMBER")) + ", tokens=, seconds= or joules=. Several: the first that is met.")
    {
        ValueName = "rule=number",
        IsRepeatable = true,
        Values = () => [.. StoppingRules.All.Keys.Select(rule => $"{rule}="), "tokens=", "seconds=", "joules=", "usd=", "money="],
    };

    public static readonly Setting Sequence = new("sequence", "What holds whenever the run stops: " + string.Join(", ", ConfidenceSequences.All.Keys) + ".") { ValueName = "name", Values = () => ConfidenceSequences.All.Keys };

    public static readonly Setting Baseline = new("baseline", "Model to compare with: a run record (.json) or scores of all items (JSONL, CSV).") { ValueName = "file", IsPath = true };

    /// <summary>Of every command that runs or plans items.</summary>
    public static readonly IReadOnlyList<Setting> Own = [Until, Sequence, Baseline];
}
