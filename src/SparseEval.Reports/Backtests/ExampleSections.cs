namespace SparseEval.Reports;

/// <summary>The sections of a backtest that look at one draw as an example.</summary>
internal static class ExampleSections
{
    /// <param name="report">The table.</param>
    /// <param name="played">What the backtest ran on; null where it is not at hand.</param>
    /// <param name="row">The method that is shown.</param>
    public static IReadOnlyList<ReportSection> Of(BacktestReport report, (SamplingFrame Frame, BacktestOptions Options)? played, BacktestRow row)
    {
        if (played is not var (frame, options)) return Without("Benchmark, history and options of the backtest are not at hand, so no draw can be shown.");
        return ExampleDraw.Of(report, frame, options, row) is not { } example ? Without("In the first fold no held-out model has a score for every item, or the method refuses the first draw, so none can be shown.")
            :
            [
                Calibration(example),
                CategorySection.Of(example.Sample.Frame, example.Items, CategoryHindrance.Of(example.Sample.Design), report.Confidence, [.. example.Scores.Select(y => (double?)y)],
                    $"For '{example.Model}', which has the median full score of the first fold's held-out models, under the first draw."),
                DrawnSection.Of(example.Items, report.Items, example.Sample.Design, Strata(example.Sample), example.Sample.Frame, "As an example, one draw with the history of the first fold."),
                InfluenceSection.Of(example.Items, $"For '{example.Model}' under that draw."),
            ];
    }

    private static ReportSection Calibration(ExampleDraw example) =>
        UnseenPredictions.Of(example.Sample.Frame.History!, [.. example.Sample.Items.Select(i => i.Index)], example.HeldOut) is { } pairs
            ? CalibrationSection.Of(pairs, $"{UnseenPredictions.Model} Here for {Amounts.Of(example.HeldOut.Count, "held-out model")} of the first fold.")
            : CalibrationSection.Without("The history of the first fold is too small for a model that predicts.");

    private static Dictionary<string, int> Strata(Sample sample) =>
        sample.Strata.GroupBy(s => s.Name, StringComparer.Ordinal).ToDictionary(s => s.Key, s => s.Sum(t => t.Items), StringComparer.Ordinal);

    private static IReadOnlyList<ReportSection> Without(string why) =>
        [CalibrationSection.Without(why), CategorySection.Without(why), DrawnSection.Without(why), InfluenceSection.Without(why)];
}
