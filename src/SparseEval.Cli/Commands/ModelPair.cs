using SparseEval.Cli.Composition;
using SparseEval.Cli.Composition.Comparing;
using SparseEval.Cli.Output;
using SparseEval.Cli.Output.Pages;
using SparseEval.Cli.Settings;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Commands;

/// <summary>Compares two models by running them.</summary>
internal static class ModelPair
{
    public static async Task<CompareResult> RunAsync(VerbContext context, double margin, CancellationToken cancellation)
    {
        if (!(margin > 0)) throw new SparseEvalException($"A comparison that runs stops when better, equivalent or worse is decided at a margin. Give {CompareSettings.Margin.Flag} X, such as 0.02.");
        if (context.Arguments.Count > 0 || context.Values.Text(CompareSettings.FromHistory) is not null) throw new SparseEvalException($"{BaselineSettings.Own.First(s => context.Values.Text(s) is not null).Flag} runs two models, and results that are there were given too. Keep one of the two.");
        var values = WithPlan(context.Values);
        SamplingFrame frame;
        using (PlanningDisplay.For(context.Error)) frame = PlanComposer.Frame(values);
        var plan = PlanComposer.Streamed(values, frame, values.Strongest([KnownSettings.Limit, KnownSettings.Budget]) is { } limit && !values.IsFromPlan(limit));
        var watch = new WatchPlan { Sequence = DecidingSequence.OfPair(values, frame, 1 - plan.Options.Confidence), Rules = [StoppingRules.Baseline(margin)] };
        return Result(values, margin, await TwoModels.RunAsync(context, values, plan, watch, cancellation));
    }

    private static CompareResult Result(SettingValues values, double margin, TwoModels runs)
    {
        var (plan, model, baseline) = (runs.Plan, runs.Model, runs.Baseline);
        var (difference, scores) = (model.Watch!.Comparison!, baseline.Items.ToDictionary(i => i.Id, i => i.Score));
        var both = model.Items.Where(i => i.Score is not null && scores.GetValueOrDefault(i.Id) is not null).Select(i => i.Score!.Value.CompareTo(scores[i.Id]!.Value)).ToList();
        var interval = model.IsInvalid || both.Count == 0 ? null : difference.Interval;
        var names = BaselineComposer.Names(values, model, baseline);
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
            Models = [(names.Model, interval?.Upper < 0 ? 2 : 1, interval?.Lower > 0 ? 1 : 2), (names.Baseline, interval?.Lower > 0 ? 2 : 1, interval?.Upper < 0 ? 1 : 2)],
            Seconds = runs.Seconds,
            Runs = [model, baseline],
            Detail = CompareDetail.OfRuns(plan, model, baseline, interval),
            Pairs =
            [
                new(names.Model, names.Baseline, new()
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

    /// <summary>The plan that is named, or the bundled one where no benchmark is.</summary>
    private static SettingValues WithPlan(SettingValues values) => values.FullPath(CompareSettings.Plan) is { } plan ? values.WithPlan(plan)
        : values.Text(KnownSettings.Benchmark) is null ? values.WithPlan(BundledData.Plan()) : values;
}
