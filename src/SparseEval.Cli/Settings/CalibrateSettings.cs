namespace SparseEval.Cli.Settings;

/// <summary>What <c>calibrate</c> takes, and the keys that it writes into a plan to bind it.</summary>
internal static class CalibrateSettings
{
    public static readonly Setting Tiny = new("tiny", "calibrate: so many items, written beside the plan as files that other harnesses run: items, ids, lm-eval and inspect subsets, and how to estimate from their scores.") { ValueName = "number" };
    public static readonly Setting Output = new("output", "The plan file to write (.yaml); with a second one in .html also the report of its backtest.") { Alias = "-o", ValueName = "file", IsRepeatable = true };
    public static readonly Setting Version = new("calibration", "Version of a calibrated plan; written by 'calibrate'.") { ValueName = "number", IsPlanKey = true };
    public static readonly Setting Fingerprint = new("benchmark-fingerprint", "The benchmark that a calibrated plan is for; written by 'calibrate'.") { ValueName = "hash", IsPlanKey = true };
    public static readonly Setting Binding = new("calibrated-plan", "Hash of benchmark, history, method, budget and options of a calibrated plan; written by 'calibrate'.") { ValueName = "hash", IsPlanKey = true };

    /// <summary>Keys of plan files that no other verb has.</summary>
    public static IReadOnlyList<Setting> Own => [Tiny, Version, Fingerprint, Binding];
}
