using SparseEval.Cli.Commands;
using SparseEval.Cli.Composition.Shared;
using SparseEval.Cli.Output;
using SparseEval.Cli.Settings;
using SparseEval.Data;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Composition;

/// <summary>Makes the plan of a run from the values in force.</summary>
internal static class PlanComposer
{
    /// <param name="values">In force.</param>
    /// <param name="scoresAlone">True where nothing is asked of a model; a program that scores items by their ids needs no prompts either.</param>
    public static SamplingFrame Frame(SettingValues values, bool scoresAlone = false)
    {
        var given = CommandComposer.IsAsked(values) && values.Text(KnownSettings.Scorer) is null or "given";
        var benchmark = BenchmarkComposer.Read(values, values.FullPath(KnownSettings.Benchmark) ?? values.Required(KnownSettings.Benchmark), scoresAlone || given);
        CalibratedPlan.Require(values, benchmark);
        var history = History(values);
        return new SamplingFrame(benchmark, history) { Predictors = Predictors(values, benchmark, history) };
    }

    /// <summary>Reads benchmark and history and plans; says so where it takes long.</summary>
    public static RunPlan Plan(VerbContext context)
    {
        using var waiting = PlanningDisplay.For(context.Error);
        return Plan(context.Values, Frame(context.Values));
    }

    public static RunPlan Plan(SettingValues values, SamplingFrame frame)
    {
        if (!WatchComposer.IsAsked(values)) return Fixed(values, frame);
        var plan = Watched(values, frame);
        return plan with { Watch = WatchComposer.Watch(values, plan) };
    }

    private static RunPlan Fixed(SettingValues values, SamplingFrame frame)
    {
        var budget = Budget(values);
        var method = MethodComposer.Method(values, frame, () => ItemLimit(values, frame.Count));
        var plan = new RunPlan(frame) { Design = method.Design, Estimator = method.Estimator, Budget = budget, Seed = Seed(values), Options = method.Options };
        CalibratedPlan.Require(values, plan);
        return Asked(values, plan);
    }

    /// <summary>With what holds for every run: prices, and how often each item is asked.</summary>
    private static RunPlan Asked(SettingValues values, RunPlan plan) =>
        plan with { Prices = MoneyComposer.Prices(values), JudgePrices = JudgeComposer.IsAsked(values) ? MoneyComposer.JudgePrices(values) : null, HistoryCost = MoneyComposer.HistoryCost(values, plan.Frame), Epochs = GenerationComposer.Epochs(values) };

    /// <summary>Without a limit beside --until the run may take all items; a plan's limit is meant for runs of fixed size unless the plan itself says until.</summary>
    private static RunPlan Watched(SettingValues values, SamplingFrame frame)
    {
        var limited = values.Strongest([KnownSettings.Limit, KnownSettings.Budget]) is { } limit && (values.IsFlag(limit) || !values.IsFlag(WatchSettings.Until));
        return Streamed(values, frame, limited);
    }

    /// <summary>Takes single items in random order, up to the limit or all of them; its watch is yet to be given.</summary>
    public static RunPlan Streamed(SettingValues values, SamplingFrame frame, bool limited)
    {
        if (MethodComposer.Target(values) is var target && target != InferenceTarget.FullBenchmark)
            throw new SparseEvalException($"{values.Origin(KnownSettings.Target)} asks for {AimCheck.Name(target)}, and a run that stops early is about this benchmark's score as run. " +
                "Leave it out, or run a fixed size with it and gate that run's record (gate --record).");
        return Asked(values, new(frame)
        {
            Design = Designs.SimpleRandom(),
            Estimator = Estimators.Mean(),
            Budget = limited ? Budget(values) : Evaluation.Budget.Fraction(1),
            Seed = Seed(values),
            Options = MethodComposer.Average(values),
        });
    }

    public static ulong Seed(SettingValues values) => values.Seed(KnownSettings.Seed) ?? 17;

    /// <summary>The number of items that --limit comes to.</summary>
    public static int ItemLimit(SettingValues values, int all) => Budget(values) switch
    {
        { Kind: BudgetKind.Items } budget => (int)budget.Amount,
        { Kind: BudgetKind.Fraction } budget => (int)Math.Ceiling(budget.Amount * all),
        var other => throw new SparseEvalException($"{values.Origin(KnownSettings.Limit)} comes to {other}; give a number of items or a share here."),
    };

    private static ResponseMatrix? Predictors(SettingValues values, Benchmark benchmark, ResponseMatrix? history) => values.Text(KnownSettings.Predictors) switch
    {
        null or "none" => null,
        "items" when history is null => ItemPredictors.Of(benchmark),
        "items" when values.IsFlag(KnownSettings.Predictors) => throw new SparseEvalException("--predictors serves where there is no history, and one is given. Leave it out, or give --history none."),
        "items" => null,
        var other => throw new SparseEvalException($"{values.Origin(KnownSettings.Predictors)} is '{other}'; give items or none."),
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
}
