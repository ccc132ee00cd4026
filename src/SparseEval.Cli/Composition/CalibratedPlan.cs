using System.Globalization;
using SparseEval.Cli.Settings;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Composition;

/// <summary>Holds a calibrated plan to what it was calibrated for: its numbers say nothing about another benchmark, history, budget or method.</summary>
internal static class CalibratedPlan
{
    public const int Version = 1;

    /// <summary>What a calibrated plan settles; the same setting from elsewhere would leave its backtest behind.</summary>
    private static readonly Setting[] Settled =
    [
        KnownSettings.Limit, KnownSettings.Budget, KnownSettings.TargetHalfWidth, KnownSettings.History, KnownSettings.Method, KnownSettings.Aim, KnownSettings.Estimand, KnownSettings.Confidence, KnownSettings.Target,
        KnownSettings.Predictors, WatchSettings.Until,
    ];

    /// <summary>The hash that binds a plan: everything but the seed and the scorer, which may differ from model to model.</summary>
    public static string Hash(RunPlan plan) => (plan with { Seed = 0, Scorer = null, Prices = null, HistoryCost = null, Epochs = 1 }).Hash;

    /// <summary>Before anything is drawn.</summary>
    /// <exception cref="SparseEvalException">The plan is calibrated, and for another benchmark, by another version, or with a setting from elsewhere.</exception>
    public static void Require(SettingValues values, Benchmark benchmark)
    {
        if (values.Text(CalibrateSettings.Version) is not { } version) return;
        if (version != Version.ToString(CultureInfo.InvariantCulture))
            throw new SparseEvalException($"{values.Origin(CalibrateSettings.Version)} is '{version}'; this program reads calibrated plans of version {Version}. Calibrate again.");
        if (values.Text(CalibrateSettings.Fingerprint) is not { } wanted || values.Text(CalibrateSettings.Binding) is null)
            throw new SparseEvalException($"The calibrated plan '{values.PlanPath}' lacks '{CalibrateSettings.Fingerprint.Name}' or '{CalibrateSettings.Binding.Name}'. Calibrate again, or take the line '{CalibrateSettings.Version.Name}' out to use it as a plain plan.");
        if (benchmark.Fingerprint != wanted)
            throw new SparseEvalException($"The plan '{values.PlanPath}' was calibrated for another version of the benchmark: its fingerprint was {Start(wanted)} and '{benchmark.Name}' has {Start(benchmark.Fingerprint)}. Give the benchmark that it is for, or calibrate again.");
        if (values.IsFlag(KnownSettings.AssumeRandom))
            throw new SparseEvalException($"{KnownSettings.AssumeRandom.Flag} would take the items for another draw than the one that the plan '{values.PlanPath}' was calibrated for. Leave it out, or estimate without the plan.");
        if (Settled.FirstOrDefault(setting => values.Text(setting) is not null && !values.IsFromPlan(setting)) is { } foreign)
            throw new SparseEvalException($"{values.Origin(foreign)} would change what the plan '{values.PlanPath}' was calibrated for. Leave it out, or calibrate again with it.");
    }

    /// <summary>When the method is chosen.</summary>
    /// <exception cref="SparseEvalException">The history or the method is another.</exception>
    public static void Require(SettingValues values, RunPlan plan)
    {
        if (values.Text(CalibrateSettings.Version) is null || values.Text(CalibrateSettings.Binding) is not { } wanted || Hash(plan) == wanted) return;
        throw new SparseEvalException($"The plan '{values.PlanPath}' was calibrated with another history, or its lines or the program's choice have changed since: its hash was {Start(wanted)} and is {Start(Hash(plan))} " +
            $"({plan.Estimator.Name} on {plan.Design.Name}). Give the history that it was calibrated with, or calibrate again.");
    }

    private static string Start(string hash) => hash.Length > 12 ? hash[..12] : hash;
}
