using SparseEval.Cli.Settings;
using SparseEval.Data;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Composition;

/// <summary>Makes the plan of a run from the values in force.</summary>
internal static class PlanComposer
{
    public static SamplingFrame Frame(SettingValues values)
    {
        var benchmark = Benchmarks.Read(values.FullPath(KnownSettings.Benchmark) ?? values.Required(KnownSettings.Benchmark));
        return new SamplingFrame(benchmark, History(values));
    }

    public static RunPlan Plan(SettingValues values, SamplingFrame frame) => new(frame)
    {
        Design = Design(values, frame),
        Estimator = Estimator(values, frame),
        Budget = Budget(values),
        Seed = Seed(values),
        Options = Options(values),
    };

    public static IEstimator Estimator(SettingValues values, SamplingFrame frame) =>
        Choice.Of(values, KnownSettings.Estimator, Estimators.All, frame.History is null ? "mean" : "regression")();

    public static EstimationOptions Options(SettingValues values) => new()
    {
        Confidence = values.Number(KnownSettings.Confidence) ?? 0.95,
        Estimand = Estimand(values),
        Interval = values.Text(KnownSettings.Interval) is null ? null : Choice.Of(values, KnownSettings.Interval, Intervals.All, "")(),
        Target = Target(values),
    };

    public static ISamplingDesign Design(SettingValues values, SamplingFrame frame) => DesignComposer.Design(values, frame, Estimand(values));

    public static ulong Seed(SettingValues values) => values.Seed(KnownSettings.Seed) ?? 17;

    /// <summary>The number of items that --limit comes to.</summary>
    public static int ItemLimit(SettingValues values, int all) => Budget(values) switch
    {
        { Kind: BudgetKind.Items } budget => (int)budget.Amount,
        { Kind: BudgetKind.Fraction } budget => (int)Math.Ceiling(budget.Amount * all),
        var other => throw new SparseEvalException($"{values.Origin(KnownSettings.Limit)} comes to {other}; give a number of items or a share here."),
    };

    private static ResponseMatrix? History(SettingValues values) =>
        values.Text(KnownSettings.History) is null or "none" ? null : ResponseMatrices.Read(values.FullPath(KnownSettings.History)!);

    private static Budget Budget(SettingValues values)
    {
        Setting[] limits = [KnownSettings.Limit, KnownSettings.Budget, KnownSettings.TargetHalfWidth];
        var given = values.Strongest(limits);
        if (given is null) return Evaluation.Budget.Fraction(0.1);
        if (given == KnownSettings.TargetHalfWidth) return Evaluation.Budget.HalfWidth(values.Number(given)!.Value);
        if (values.Text(given) == "all") return Evaluation.Budget.Fraction(1);
        try
        {
            return Evaluation.Budget.Parse(values.Required(given));
        }
        catch (SparseEvalException exception)
        {
            throw new SparseEvalException($"{values.Origin(given)}: {exception.Message}", exception);
        }
    }

    private static Estimand Estimand(SettingValues values) => values.Text(KnownSettings.Estimand) switch
    {
        null or "item" => SparseEval.Estimand.ItemWeighted,
        { } text when text.StartsWith("category:", StringComparison.Ordinal) && text.Length > 9 => SparseEval.Estimand.CategoryWeighted(text[9..]),
        { } other => throw new SparseEvalException($"{values.Origin(KnownSettings.Estimand)} is '{other}'; give item, or category:FIELD such as category:family."),
    };

    private static InferenceTarget Target(SettingValues values) => values.Text(KnownSettings.Target) switch
    {
        null or "benchmark" => InferenceTarget.FullBenchmark,
        "superpopulation" => InferenceTarget.Superpopulation,
        { } other => throw new SparseEvalException($"{values.Origin(KnownSettings.Target)} is '{other}'; give benchmark or superpopulation."),
    };
}
