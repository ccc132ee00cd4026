using System.Globalization;
using SparseEval.Cli.Composition.Shared;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Composition;

/// <summary>Gates of results that are there.</summary>
internal static class RecordedGate
{
    /// <summary>By the record's own interval of the score.</summary>
    public static GateDecision Own(GateCriterion criterion, RunRecord record) => new()
    {
        Criterion = criterion,
        Outcome = criterion.Decide(Usable(record)),
        Value = record.Estimate.Value,
        Interval = Usable(record),
        Items = record.Estimate.SampleSize,
        Unscored = record.Items.Count(item => item.Score is null),
        Population = record.Estimate.PopulationSize,
        Diagnostics = record.Estimate.Diagnostics,
    };

    /// <summary>By the scores of the shared items: an interval of the fixed sample, or the confidence sequence replayed where a run stopped early.</summary>
    public static Func<double, GateDecision> Of(GateCriterion criterion, IReadOnlyList<ScoreSource> sources, SharedSample shared, IConfidenceSequence sequence)
    {
        var scores = shared.Of(sources[0]);
        var baseline = criterion.IsPaired ? shared.Of(sources[1]) : null;
        var unscored = Enumerable.Range(0, scores.Count).Count(i => scores[i] is null || baseline is not null && baseline[i] is null);
        if (MissingScores.Remark(sources, shared) is { } missing) return _ => Invalid(criterion, missing, scores.Count - unscored, shared.Sample.Frame.Count) with { Unscored = unscored };
        return alpha => (shared.Order is null
            ? Gates.Of(criterion, shared.Sample, scores, baseline, options: new() { Confidence = 1 - alpha, Target = shared.Target, Singletons = SingletonStratum.Combine })
            : Replay(criterion, shared, scores, baseline, sequence, alpha)) with
        { Unscored = unscored };
    }

    /// <summary>The record's interval is at another level, and what it was made from is not in the record.</summary>
    public static Diagnostic EstimatedAnew(Estimate estimate, double alpha) => new("SPE0055", DiagnosticSeverity.Note, string.Create(CultureInfo.InvariantCulture,
        $"The record's interval has confidence {estimate.Interval!.Level:0.######}, and {1 - alpha:0.######} was needed: the score was estimated anew from the record's items, without a history. Run with --confidence {1 - alpha:0.######} to keep its method, '{estimate.Method}'."));

    private static ConfidenceInterval? Usable(RunRecord record) => record.Estimate.Interval is { Kind: "calibrated-band" }
        ? throw new SparseEvalException($"The record of '{record.Engine.Model}' has a band calibrated on past models, which holds for models like them alone, and a gate decides about models that may be unlike. Run it with --estimator regression or mean.")
        : record.IsInvalid ? null : record.Estimate.Interval;

    private static GateDecision Replay(GateCriterion criterion, SharedSample shared, IReadOnlyList<double?> scores, IReadOnlyList<double?>? baseline, IConfidenceSequence sequence, double alpha)
    {
        var at = shared.Sample.Items.Index().ToDictionary(item => item.Item.Index, item => item.Index);
        var run = Gates.Watch(criterion, sequence, new() { Frame = shared.Sample.Frame, Confidence = 1 - alpha });
        foreach (var position in shared.Order!)
            if (scores[at[position]] is { } a && (baseline is null ? 0 : baseline[at[position]]) is { } b) run.Add(position, a, b);
        return Gates.Of(criterion, run, shared.Sample.Frame.Count);
    }

    private static GateDecision Invalid(GateCriterion criterion, Diagnostic why, int items, int population) => new()
    {
        Criterion = criterion,
        Outcome = GateOutcome.Invalid,
        Value = null,
        Interval = null,
        Items = items,
        Population = population,
        Diagnostics = [why],
    };
}
