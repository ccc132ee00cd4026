using SparseEval.Cli.Composition;
using SparseEval.Cli.Output;
using SparseEval.Cli.Settings;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Commands;

/// <summary>Two models that ran on the same random order of items until their difference was decided.</summary>
/// <param name="Plan">Of the model's last stage, with the baseline that it was watched against.</param>
/// <param name="Model">Its record.</param>
/// <param name="Baseline">The baseline's record.</param>
internal sealed record TwoModels(RunPlan Plan, RunRecord Model, RunRecord Baseline)
{
    private const int FirstStage = 32;
    private const double Growth = 1.25;

    /// <summary>Engine time of both, of what did not come from the response cache.</summary>
    public double Seconds => new[] { Baseline, Model }.SelectMany(record => record.Items).Where(item => !item.Cached).Sum(item => item.Cost.EngineTime.TotalSeconds);

    /// <summary>Runs both in growing stages.</summary>
    /// <remarks>Each stage takes the finished items of the stages before from the two journals; the sequence holds at every stage at once, so that stopping at any is sound.</remarks>
    /// <param name="context">Where to print.</param>
    /// <param name="values">In force, with the plan.</param>
    /// <param name="plan">Streamed, without a watch.</param>
    /// <param name="watch">The sequence and the rule on the difference.</param>
    /// <param name="cancellation">Ends the runs.</param>
    public static async Task<TwoModels> RunAsync(VerbContext context, SettingValues values, RunPlan plan, WatchPlan watch, CancellationToken cancellation)
    {
        var (first, second) = BaselineComposer.Engines(values, plan.Frame.Benchmark, context.Error);
        await using var model = first;
        await using var baseline = second;
        if (model.Description.ModelHash == baseline.Description.ModelHash)
            throw new SparseEvalException($"Model and baseline are one and the same, '{model.Description.Model}', and every answer of one would be taken for the other's. Give two models, or tell two versions behind one address apart with {ServerSettings.Revision.Flag} and --baseline-{ServerSettings.Revision.Name}.");
        var scorer = EngineComposer.Scorer(values);
        var work = new WorkFolder(values);
        var (own, others) = work.Pair(plan with { Watch = watch }, scorer, model.Description, baseline.Description);
        using var alone = new PairJournals(own, others).Begin(context);
        using var cache = work.OpenCache();
        using var progress = ProgressDisplay.For(context.Error);
        var options = new EvaluatorOptions { Cache = cache, Progress = progress, Resume = true, RetryErrors = values.IsOn(KnownSettings.RetryErrors), StageOf = plan };
        var runs = await StagesAsync(plan, watch, new(model, scorer, options with { JournalPath = own.Journal }), new(baseline, scorer, options with { JournalPath = others.Journal }), cancellation);
        runs.Model.Write(own.Record);
        runs.Baseline.Write(others.Record);
        return runs;
    }

    private static async Task<TwoModels> StagesAsync(RunPlan plan, WatchPlan watch, Evaluator model, Evaluator baseline, CancellationToken cancellation)
    {
        var most = plan.Budget.Kind == BudgetKind.Fraction ? (int)Math.Ceiling(plan.Budget.Amount * plan.Frame.Count)
            : plan.Budget.Kind == BudgetKind.Items ? (int)plan.Budget.Amount : throw new SparseEvalException($"{KnownSettings.Limit.Flag} of a comparison is a number of items or a share of them.");
        for (var stage = Math.Min(FirstStage, most); ; stage = Math.Min(most, (int)Math.Ceiling(stage * Growth)))
        {
            var sized = plan with { Budget = Budget.Items(stage) };
            var old = await baseline.RunAsync(sized, cancellation);
            if (old.IsInvalid) throw new EngineException($"The baseline's run is invalid. {old.Estimate.Diagnostics.First(d => d.Severity == DiagnosticSeverity.Error).Message}") { LacksCapability = true };
            sized = sized with { Watch = watch with { Baseline = BaselineScores.OfRecord(old, sized) } };
            var now = await model.RunAsync(sized, cancellation);
            if (now.Watch!.Outcome != "undecided" || stage >= most || now.IsInvalid) return new(sized, now, old);
        }
    }
}
