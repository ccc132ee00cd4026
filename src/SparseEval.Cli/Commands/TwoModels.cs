using SparseEval.Cli.Composition;
using SparseEval.Cli.Output;
using SparseEval.Cli.Settings;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Commands;

/// <summary>Two models that ran on the same random order of items until their difference was decided.</summary>
/// <param name="Plan">Of the model's last stage, with the baseline that it was watched against.</param>
/// <param name="Model">Its record.</param>
/// <param name="Baseline">The baseline's record.</param>
/// <param name="Seconds">Engine time of both in all stages.</param>
internal sealed record TwoModels(RunPlan Plan, RunRecord Model, RunRecord Baseline, double Seconds)
{
    private const int FirstStage = 32;
    private const double Growth = 1.25;

    /// <summary>Runs both in growing stages.</summary>
    /// <remarks>Each stage takes the answers of the stages before from the response cache; the sequence holds at every stage at once, so that stopping at any is sound.</remarks>
    /// <param name="context">Where to print.</param>
    /// <param name="values">In force, with the plan.</param>
    /// <param name="plan">Streamed, without a watch.</param>
    /// <param name="rule">On the difference.</param>
    /// <param name="cancellation">Ends the runs.</param>
    public static async Task<TwoModels> RunAsync(VerbContext context, SettingValues values, RunPlan plan, IStoppingRule rule, CancellationToken cancellation)
    {
        var (first, second) = BaselineComposer.Engines(values, plan.Frame.Benchmark, context.Error);
        await using var model = first;
        await using var baseline = second;
        if (model.Description.ModelHash == baseline.Description.ModelHash)
            throw new SparseEvalException($"Model and baseline are one and the same, '{model.Description.Model}', and every answer of one would be taken for the other's. Give two models, or tell two versions behind one address apart with {ServerSettings.Revision.Flag} and --baseline-{ServerSettings.Revision.Name}.");
        var temporary = values.IsOn(KnownSettings.NoCache) ? Directory.CreateTempSubdirectory("sparseeval-") : null;
        try
        {
            using var cache = temporary is null ? new WorkFolder(values).OpenCache()! : ResponseCache.Open(Path.Combine(temporary.FullName, "responses.db"));
            using var progress = ProgressDisplay.For(context.Error);
            var options = new EvaluatorOptions { Cache = cache, Progress = progress };
            var scorer = EngineComposer.Scorer(values);
            return await StagesAsync(values, plan, rule, new(model, scorer, options), new(baseline, scorer, options), cancellation);
        }
        finally
        {
            temporary?.Delete(recursive: true);
        }
    }

    private static async Task<TwoModels> StagesAsync(SettingValues values, RunPlan plan, IStoppingRule rule, Evaluator model, Evaluator baseline, CancellationToken cancellation)
    {
        var most = plan.Budget.Kind == BudgetKind.Fraction ? (int)Math.Ceiling(plan.Budget.Amount * plan.Frame.Count)
            : plan.Budget.Kind == BudgetKind.Items ? (int)plan.Budget.Amount : throw new SparseEvalException($"{KnownSettings.Limit.Flag} of a comparison is a number of items or a share of them.");
        var watch = new WatchPlan { Sequence = GateComposer.Sequence(values, plan.Frame), Rules = [rule] };
        var seconds = 0.0;
        for (var stage = Math.Min(FirstStage, most); ; stage = Math.Min(most, (int)Math.Ceiling(stage * Growth)))
        {
            var sized = plan with { Budget = Budget.Items(stage) };
            var old = await baseline.RunAsync(sized, cancellation);
            if (old.IsInvalid) throw new EngineException($"The baseline's run is invalid. {old.Estimate.Diagnostics.First(d => d.Severity == DiagnosticSeverity.Error).Message}") { LacksCapability = true };
            sized = sized with { Watch = watch with { Baseline = BaselineScores.OfRecord(old, sized) } };
            var now = await model.RunAsync(sized, cancellation);
            seconds += new[] { old, now }.SelectMany(r => r.Items).Where(i => !i.Cached).Sum(i => i.Cost.EngineTime.TotalSeconds);
            if (now.Watch!.Outcome != "undecided" || stage >= most || now.IsInvalid) return new(sized, now, old, seconds);
        }
    }
}
