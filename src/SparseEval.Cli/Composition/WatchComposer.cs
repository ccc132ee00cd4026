using System.Globalization;
using SparseEval.Cli.Settings;
using SparseEval.Data;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Composition;

/// <summary>Makes the watch of a run that stops early from --until, --sequence and --baseline.</summary>
internal static class WatchComposer
{
    private static readonly Setting[] OfFixedSizes =
    [
        KnownSettings.Method, KnownSettings.Design, KnownSettings.By, KnownSettings.Allocation, KnownSettings.Cluster, KnownSettings.Scheme, KnownSettings.UniformShare,
        KnownSettings.Estimator, KnownSettings.Interval, KnownSettings.TargetHalfWidth,
    ];

    private static readonly string[] SpendingNames = ["tokens", "seconds", "joules", "usd", "money"];

    public static bool IsAsked(SettingValues values)
    {
        if (values.Text(WatchSettings.Until) is not null) return true;
        return WatchSettings.Own.FirstOrDefault(values.IsFlag) is not { } alone ? false
            : throw new SparseEvalException($"{alone.Flag} serves a run that stops early. Add --until, such as --until half-width=0.03, or leave it out.");
    }

    /// <param name="values">In force.</param>
    /// <param name="plan">Without its watch.</param>
    public static WatchPlan Watch(SettingValues values, RunPlan plan)
    {
        if (OfFixedSizes.FirstOrDefault(setting => values.IsFlag(setting) && values.Text(setting) != "simple-random") is { } flag)
            throw new SparseEvalException($"{flag.Flag} has no effect on a run that stops early: --until takes simple random items and --sequence estimates. Leave it out.");
        var asked = values.Required(WatchSettings.Until).Split(',', StringSplitOptions.TrimEntries).Select(text => Rule(values, text)).ToArray();
        if (asked.Any(rule => rule.Name == "baseline") && values.Text(WatchSettings.Baseline) is null)
            throw new SparseEvalException("--until baseline= compares with another model. Give its scores with --baseline FILE.");
        double? Spending(string name) => asked.Where(rule => rule.Name == name).Select(rule => (double?)rule.Number).LastOrDefault();
        return new()
        {
            Sequence = DecidingSequence.Asked(values, plan.Frame),
            Rules = [.. asked.Where(rule => !SpendingNames.Contains(rule.Name)).Select(rule => StoppingRules.Parse(rule.Name, rule.Number))],
            Spending = new() { Tokens = Spending("tokens"), EngineSeconds = Spending("seconds"), Joules = Spending("joules"), Money = Spending("money") ?? Spending("usd") },
            Baseline = values.FullPath(WatchSettings.Baseline) is { } path ? Baseline(path, plan) : null,
        };
    }

    private static (string Name, double Number) Rule(SettingValues values, string text)
    {
        var parts = text.Split('=', 2, StringSplitOptions.TrimEntries);
        var known = StoppingRules.All.Keys.Concat(SpendingNames);
        if (parts.Length == 2 && known.Contains(parts[0]) && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number > 0 && double.IsFinite(number))
            return (parts[0], number);
        throw new SparseEvalException($"{values.Origin(WatchSettings.Until)} is '{text}'; give a rule and its number above 0, such as half-width=0.03. Rules are: {string.Join(", ", known)}.");
    }

    public static BaselineScores Baseline(string path, RunPlan plan)
    {
        if (path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)) return BaselineScores.OfRecord(RunRecord.Read(path), plan);
        var scores = new double?[plan.Frame.Count];
        foreach (var (id, score) in ItemScores.Read(path))
            scores[plan.Frame.Benchmark.IndexOf(id) is >= 0 and var position ? position
                : throw new SparseEvalException($"The baseline '{path}' names item '{id}', which benchmark '{plan.Frame.Benchmark.Name}' does not have. Use scores of the same version.")] = score;
        return BaselineScores.OfAll(Path.GetFileNameWithoutExtension(path), scores);
    }
}
