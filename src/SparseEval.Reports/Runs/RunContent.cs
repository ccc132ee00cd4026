using SparseEval.Evaluation;

namespace SparseEval.Reports;

/// <summary>The report of a run.</summary>
internal static class RunContent
{
    public static Report Of(RunRecord record, SamplingFrame? frame)
    {
        var estimate = record.Estimate;
        var items = DrawnItem.Of(record, frame);
        return new()
        {
            Title = $"{record.Engine.Model} on {record.Benchmark.Name}",
            Subtitle = $"{Amounts.Count(estimate.SampleSize)} of {Amounts.Of(record.Benchmark.Items, "item")}, {estimate.Method}, seed {record.Seed}",
            Verdict = Verdict(record),
            Figures = Figures(record),
            Sections =
            [
                PastModelsSection.Of(record, frame),
                ReportSection.Without("coverage", "Coverage, error and width against budget", "One run has one interval and one budget, and its full score is not known. 'sparseeval validate' runs the rest; 'sparseeval backtest' measures coverage, error and width by budget on past models."),
                SavingsSection.Of(record),
                CalibrationSection.Without("Only drawn items have scores, so predictions of the others cannot be checked. 'sparseeval validate' runs them."),
                CategorySection.Of(frame, items, CategoryHindrance.Of(record), Level(record), null, "From the drawn items."),
                DrawnSection.Of(items, record.Benchmark.Items, record.Design, null, frame, ""),
                InfluenceSection.Of(items, ""),
                ReportSection.Without("seeds", "Sensitivity to the seed", "A run has one seed; what another would have given is what the interval says. 'sparseeval validate --seeds 20' shows it."),
                DriftSection.Of(frame),
                QualitySection.Of(frame),
            ],
            Diagnostics = estimate.Diagnostics,
            Origin = Origins.Of(record),
        };
    }

    public static double Level(RunRecord record) => record.Estimate.Interval?.Level ?? 0.95;

    private static ReportVerdict Verdict(RunRecord record)
    {
        var estimate = record.Estimate;
        var stopped = record.Watch is { } watch ? $" It stopped by {watch.Rule}: {watch.Reason}" : "";
        return estimate.Interval is { } interval
            ? new(VerdictState.Neutral, $"The full score is estimated at {Amounts.Score(estimate.Value)}; it lies between {Amounts.Score(interval.Lower)} and {Amounts.Score(interval.Upper)} with {Amounts.Level(interval.Level)} confidence.{stopped}")
            : new(estimate.Diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error) ? VerdictState.Bad : VerdictState.Neutral,
                $"The full score is estimated at {Amounts.Score(estimate.Value)}; no interval holds, for the reasons under 'What this rests on'.{stopped}");
    }

    private static ReportFigure EngineTime(LedgerFigure saved) => saved.Value < 0
        ? new("Engine time saved", "none", $"{Amounts.Seconds(-saved.Value)} more than a full run, planning included")
        : new("Engine time saved", Amounts.Seconds(saved.Value), saved.Interval is { } interval ? $"\u00b1 {Amounts.Seconds(interval.HalfWidth)}" : "");

    private static IReadOnlyList<ReportFigure> Figures(RunRecord record)
    {
        var (estimate, saved) = (record.Estimate, record.Ledger.Saved);
        return
        [
            new("Score", Amounts.Score(estimate.Value), estimate.StandardError is { } error ? $"standard error {Amounts.Score(error)}" : ""),
            .. estimate.Interval is { } interval ? new[] { new ReportFigure("Half-width", Amounts.Points(interval.HalfWidth), $"{interval.Kind}, {Amounts.Level(interval.Level)}") } : [],
            new("Items run", Amounts.Count(estimate.SampleSize), $"of {Amounts.Count(estimate.PopulationSize)}"),
            .. saved.TokenShare is { } tokens ? new[] { new ReportFigure("Tokens saved", Amounts.Share(tokens), saved.CacheTokenShare > 0 ? $"{Amounts.Share(tokens - saved.CacheTokenShare)} by drawing, {Amounts.Share(saved.CacheTokenShare)} by the cache" : "") } : [],
            .. saved.Figures.EngineSeconds is { } seconds ? new[] { EngineTime(seconds) } : [],
        ];
    }
}
