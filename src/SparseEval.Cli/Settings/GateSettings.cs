namespace SparseEval.Cli.Settings;

/// <summary>What <c>gate</c> takes, and the outputs that it shares with other verbs of CI jobs.</summary>
internal static class GateSettings
{
    public static readonly Setting Threshold = new("threshold", "The score must be at least this, such as 0.7.") { ValueName = "number" };
    public static readonly Setting MaxDrop = new("max-drop", "The score may be at most so much below the baseline's, such as 0.02.") { ValueName = "number" };
    public static readonly Setting MaxRelativeDrop = new("max-relative-drop", "The score may be at most this share of the baseline's below it, such as 0.05.") { ValueName = "number" };
    public static readonly Setting Record = new("record", "Gates results that are there, and runs nothing: a run record (.json) or scores (JSONL, CSV).") { ValueName = "file", IsPath = true };
    public static readonly Setting Policy = new("policy", "Gates many benchmarks by a policy file in YAML (docs/ci.md). Any wrong GO has probability alpha = 1 - confidence at most, and any wrong NO-GO too; one of either kind twice that.") { ValueName = "file", IsPath = true };
    public static readonly Setting MissingAtRandom = new("missing-at-random", "Takes items without a score as missing at random; else a claim must hold with each at the worst end of the scale.") { IsSwitch = true };
    public static readonly Setting Strict = new("strict", "INCONCLUSIVE fails the job with exit code 4; the default.") { IsSwitch = true };
    public static readonly Setting NoStrict = new("no-strict", "INCONCLUSIVE passes with exit code 0.") { IsSwitch = true };
    public static readonly Setting FailExitCode = new("fail-exit-code", "Exit code, 1 to 255, in the place of 3 and 4 for a gate that fails.") { ValueName = "number" };
    public static readonly Setting IgnoreExitCode = new("ignore-exit-code", "Exit codes among 3, 4 and 5, separated by commas, that become 0.") { ValueName = "list" };
    public static readonly Setting GitHubSummary = new("github-summary", "Adds the result to the job's page on GitHub: appends Markdown to the file that GITHUB_STEP_SUMMARY names.") { IsSwitch = true };

    /// <summary>The criteria, of which a gate takes one.</summary>
    public static readonly IReadOnlyList<Setting> Criteria = [Threshold, MaxDrop, MaxRelativeDrop];

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Setting> Own = [.. Criteria, Record, Policy, MissingAtRandom, Strict, NoStrict, FailExitCode, IgnoreExitCode, GitHubSummary];
}
