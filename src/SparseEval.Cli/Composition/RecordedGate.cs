using System.Globalization;
using SparseEval.Cli.Composition.Shared;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Composition;

/// <summary>Gates of results that are there.</summary>
internal static class RecordedGate
{
    /// <summary>By the record's own interval of the score.</summary>
    public static GateDecision Own(GateCriterion criterion, RunRecord record)
    {
        var missing = record.Items.Where(item => item.Score is null).ToList();
        var decision = Gates.Of(criterion, record.Estimate with { Interval = Usable(record) }, missing.Count, missing.Sum(item => 1 / item.InclusionProbability) / record.Items.Sum(item => 1 / item.InclusionProbability));
        return SampledAnswers.Told(decision, [ScoreSource.Of(record, record.Engine.Model)], record.Estimate.Target);
    }

    /// <summary>By the scores of the shared items: an interval of the fixed sample, or the confidence sequence replayed where a run stopped early.</summary>
    public static Func<double, GateDecision> Of(GateCriterion criterion, IReadOnlyList<ScoreSource> sources, SharedSample shared, IConfidenceSequence sequence)
    {
        var scores = shared.Of(sources[0]);
        var baseline = criterion.IsPaired ? shared.Of(sources[1]) : null;
        var unscored = Enumerable.Range(0, scores.Count).Count(i => scores[i] is null || baseline is not null && baseline[i] is null);
        if (MissingScores.Remark(sources, shared) is { } missing) return _ => Invalid(criterion, missing, scores.Count - unscored, shared.Sample.Frame.Count) with { Unscored = unscored };
        return alpha => SampledAnswers.Told(Remarked(sources, shared, (shared.Order is null
            ? Gates.Of(criterion, shared.Scored(sources[0]), criterion.IsPaired ? shared.Scored(sources[1]) : null, options: shared.Options(1 - alpha))
            : Replay(criterion, shared, scores, baseline, sequence, alpha)) with
        { Unscored = unscored }), sources, shared.Target) is var decision && Swapped(sources) is { } doubt ? decision with { Diagnostics = [.. decision.Diagnostics, doubt] } : decision;
    }

    private static GateDecision Remarked(IReadOnlyList<ScoreSource> sources, SharedSample shared, GateDecision decision) =>
        decision with { Diagnostics = [.. decision.Diagnostics, .. shared.Remarks, .. sources.Select(source => FewerEpochs.Remark(source, shared)).OfType<Diagnostic>()] };

    /// <summary>A baseline that ran after the model may be the model. Null where that cannot be said.</summary>
    private static Diagnostic? Swapped(IReadOnlyList<ScoreSource> sources) => sources is [{ Record.Timings: { } model }, { Record.Timings: { } baseline }] && baseline.Started > model.Finished
        ? new("SPE0068", DiagnosticSeverity.Note, string.Create(CultureInfo.InvariantCulture,
            $"The baseline ran on {baseline.Started:yyyy-MM-dd HH:mm}, after the model, which ended on {model.Finished:yyyy-MM-dd HH:mm}. If the two were swapped, this verdict is about the wrong one.")) : null;

    /// <summary>The record's interval is at another level or about another score, and what it was made from is not in the record.</summary>
    public static Diagnostic EstimatedAnew(Estimate estimate, InferenceTarget target, double alpha, bool missing) => new("SPE0055", DiagnosticSeverity.Note, target != estimate.Target
        ? $"The record's interval is about {AimCheck.Name(estimate.Target)}, and {AimCheck.Name(target)} was asked for: it was estimated anew from the record's items, without a history."
        : missing ? "The record's interval takes missing scores as missing at random: the score was estimated anew from the record's items, without a history."
        : string.Create(CultureInfo.InvariantCulture, $"The record's interval has confidence {estimate.Interval?.Level:0.######}, and {1 - alpha:0.######} was needed: the score was estimated anew from the record's items, without a history. ") +
            string.Create(CultureInfo.InvariantCulture, $"Run with --confidence {1 - alpha:0.######} to keep its method, '{estimate.Method}'."));

    /// <summary>An interval at a higher confidence holds the record's own: another method may shift it, and must not narrow it.</summary>
    /// <exception cref="SparseEvalException">It is narrower than the record's, which allowed for something that the record does not say.</exception>
    public static GateDecision Around(RunRecord record, GateDecision again, double alpha)
    {
        if (again.Interval is not { } now || record.Estimate.Interval is not { } own || own.Level > 1 - alpha + 1e-12) return again;
        if (record.Watch is null && now.HalfWidth < own.HalfWidth - 1e-9)
            throw new SparseEvalException(string.Create(CultureInfo.InvariantCulture, $"The record of '{record.Engine.Model}' has the interval {own.Lower:0.####} to {own.Upper:0.####} at {own.Level:0.######}, and its items alone give a narrower one at {1 - alpha:0.######}: ") +
                string.Create(CultureInfo.InvariantCulture, $"its method ('{record.Estimate.Method}') allowed for more than the record says. Run it with --confidence {1 - alpha:0.######}."));
        var interval = now with { Lower = Math.Min(now.Lower, own.Lower), Upper = Math.Max(now.Upper, own.Upper) };
        return again with { Interval = interval, Outcome = again.Criterion.Decide(interval) };
    }

    private static ConfidenceInterval? Usable(RunRecord record) => record.Estimate.Interval?.Kind switch
    {
        "calibrated-band" => throw new SparseEvalException($"The record of '{record.Engine.Model}' has a band calibrated on past models, which holds for models like them alone, and a gate decides about models that may be unlike. " +
            "Run it with --estimator regression or mean."),
        "history-calibrated" => throw new SparseEvalException($"The record of '{record.Engine.Model}' has a history-calibrated interval, whose ends come from past models' errors and hold for models that err like them, and a gate decides about models that may not. " +
            "Run it without --method auto (and without a calibrated plan), or let the gate run the model."),
        _ => record.IsInvalid ? null : record.Estimate.Interval,
    };

    private static GateDecision Replay(GateCriterion criterion, SharedSample shared, IReadOnlyList<double?> scores, IReadOnlyList<double?>? baseline, IConfidenceSequence sequence, double alpha)
    {
        var at = shared.Sample.Items.Index().ToDictionary(item => item.Item.Index, item => item.Index);
        var run = Gates.Watch(criterion, sequence, new() { Frame = shared.Sample.Frame, Confidence = 1 - alpha, Estimand = shared.Estimand });
        foreach (var position in shared.Order!)
            run.Take(position, scores[at[position]], baseline is null ? 0 : baseline[at[position]]);
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
