using SparseEval.Cli.Composition;
using SparseEval.Cli.Composition.Comparing;
using SparseEval.Cli.Output;
using SparseEval.Cli.Settings;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Commands;

/// <summary>Runs two models on the same random order of items, in growing stages, until their difference is decided at the margin.</summary>
/// <remarks>Each stage takes the answers of the stages before from the response cache; the sequence holds at every stage at once, so that stopping at any is sound.</remarks>
internal static class ModelPair
{
    private const int FirstStage = 32;
    private const double Growth = 1.25;

    public static async Task<CompareResult> RunAsync(VerbContext context, double margin, CancellationToken cancellation)
    {
        if (!(margin > 0)) throw new SparseEvalException($"A comparison that runs stops when better, equivalent or worse is decided at a margin. Give {CompareSettings.Margin.Flag} X, such as 0.02.");
        if (context.Arguments.Count > 0 || context.Values.Text(CompareSettings.FromHistory) is not null) throw new SparseEvalException($"{CompareSettings.BaselineModel.Flag} runs two models, and results that are there were given too. Keep one of the two.");
        var values = WithPlan(context.Values);
        SamplingFrame frame;
        using (PlanningDisplay.For(context.Error)) frame = PlanComposer.Frame(values);
        await using var model = EngineComposer.Engine(values, frame.Benchmark, context.Error);
        await using var baseline = EngineComposer.Beside(values, values.FullPath(CompareSettings.BaselineModel)!);
        var plan = PlanComposer.Streamed(values, frame, values.Strongest([KnownSettings.Limit, KnownSettings.Budget]) is { } limit && !values.IsFromPlan(limit));
        var temporary = values.IsOn(KnownSettings.NoCache) ? Directory.CreateTempSubdirectory("sparseeval-") : null;
        try
        {
            using var cache = temporary is null ? new WorkFolder(values).OpenCache()! : ResponseCache.Open(Path.Combine(temporary.FullName, "responses.db"));
            using var progress = ProgressDisplay.For(context.Error);
            var options = new EvaluatorOptions { Cache = cache, Progress = progress };
            var scorer = EngineComposer.Scorer(values);
            return await StagesAsync(values, plan, margin, new(model, scorer, options), new(baseline, scorer, options), cancellation);
        }
        finally
        {
            temporary?.Delete(recursive: true);
        }
    }

    private static async Task<CompareResult> StagesAsync(SettingValues values, RunPlan plan, double margin, Evaluator model, Evaluator baseline, CancellationToken cancellation)
    {
        var most = plan.Budget.Kind == BudgetKind.Fraction ? (int)Math.Ceiling(plan.Budget.Amount * plan.Frame.Count)
            : plan.Budget.Kind == BudgetKind.Items ? (int)plan.Budget.Amount : throw new SparseEvalException($"{KnownSettings.Limit.Flag} of a comparison is a number of items or a share of them.");
        var watch = new WatchPlan { Sequence = GateComposer.Sequence(values, plan.Frame), Rules = [StoppingRules.Baseline(margin)] };
        var seconds = 0.0;
        for (var stage = Math.Min(FirstStage, most); ; stage = Math.Min(most, (int)Math.Ceiling(stage * Growth)))
        {
            var sized = plan with { Budget = Budget.Items(stage) };
            var old = await baseline.RunAsync(sized, cancellation);
            if (old.IsInvalid) throw new EngineException($"The baseline's run is invalid. {old.Estimate.Diagnostics.First(d => d.Severity == DiagnosticSeverity.Error).Message}") { LacksCapability = true };
            var now = await model.RunAsync(sized with { Watch = watch with { Baseline = BaselineScores.OfRecord(old, sized) } }, cancellation);
            seconds += new[] { old, now }.SelectMany(r => r.Items).Where(i => !i.Cached).Sum(i => i.Cost.EngineTime.TotalSeconds);
            if (now.Watch!.Outcome == "undecided" && stage < most && !now.IsInvalid) continue;
            return Result(values, plan, margin, now, old, seconds);
        }
    }

    private static CompareResult Result(SettingValues values, RunPlan plan, double margin, RunRecord model, RunRecord baseline, double seconds)
    {
        var (difference, scores) = (model.Watch!.Comparison!, baseline.Items.ToDictionary(i => i.Id, i => i.Score));
        var both = model.Items.Where(i => i.Score is not null && scores.GetValueOrDefault(i.Id) is not null).Select(i => i.Score!.Value.CompareTo(scores[i.Id]!.Value)).ToList();
        var interval = model.IsInvalid || both.Count == 0 ? null : difference.Interval;
        var names = model.Engine.Model == baseline.Engine.Model ? (Place(values, KnownSettings.Model), Place(values, CompareSettings.BaselineModel)) : (model.Engine.Model, baseline.Engine.Model);
        var verdict = ComparedPair.Judge(interval, margin);
        return new()
        {
            Benchmark = plan.Frame.Benchmark.Name,
            Population = plan.Frame.Count,
            Shared = model.Items.Count,
            Margin = margin,
            Confidence = plan.Options.Confidence,
            IsSequential = true,
            Basis = $"both models ran until the difference was decided, under {model.Watch.Sequence}; the baseline on {baseline.Items.Count} items",
            Models = [(names.Item1, interval?.Upper < 0 ? 2 : 1, interval?.Lower > 0 ? 1 : 2), (names.Item2, interval?.Lower > 0 ? 2 : 1, interval?.Upper < 0 ? 1 : 2)],
            Seconds = seconds,
            Pairs =
            [
                new(names.Item1, names.Item2, new()
                {
                    Difference = difference.Difference,
                    StandardError = null,
                    Interval = interval,
                    PValue = null,
                    McNemarPValue = null,
                    Items = (both.Count(c => c > 0), both.Count(c => c < 0), both.Count(c => c == 0)),
                    Influence = new Dictionary<int, double>(),
                    Diagnostics = model.Estimate.Diagnostics,
                }, verdict),
            ],
        };
    }

    private static string Place(SettingValues values, Setting setting) => Path.GetFileName(values.Required(setting).TrimEnd(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar));

    /// <summary>The plan that is named, or the bundled one where no benchmark is.</summary>
    private static SettingValues WithPlan(SettingValues values) => values.FullPath(CompareSettings.Plan) is { } plan ? values.WithPlan(plan)
        : values.Text(KnownSettings.Benchmark) is null ? values.WithPlan(BundledData.Plan()) : values;
}
