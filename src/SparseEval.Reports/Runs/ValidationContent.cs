using SparseEval.Evaluation;

namespace SparseEval.Reports;

/// <summary>The report of a validation, over one seed or several.</summary>
internal static class ValidationContent
{
    public static Report Of(IReadOnlyList<ValidationRecord> validations, SamplingFrame? frame)
    {
        var (first, run) = (validations[0], validations[0].Run);
        var items = DrawnItem.Of(run, frame);
        var truth = Truth(first, frame);
        return new()
        {
            Title = $"Validation of {run.Engine.Model} on {run.Benchmark.Name}",
            Subtitle = $"{Amounts.Count(run.Estimate.SampleSize)} of {Amounts.Of(run.Benchmark.Items, "item")}, {run.Estimate.Method}, {Amounts.Of(validations.Count, "seed")} from {run.Seed}",
            Verdict = Verdict(validations),
            Figures = Figures(validations),
            Sections =
            [
                new("truth", "Estimate against full score") { Charts = [RunCharts.Seeds(validations)] },
                ReportSection.Without("coverage", "Coverage by score band, error and width against budget", "One model and one budget were validated, so nothing can be shown by score band or budget. 'sparseeval backtest' measures both on past models."),
                SavingsSection.Of(validations),
                Calibration(first, frame, truth),
                CategorySection.Of(frame, items, CategoryHindrance.Of(run), RunContent.Level(run), truth, $"From the items of seed {run.Seed}, with full scores."),
                DrawnSection.Of(items, run.Benchmark.Items, run.Design, null, frame, $"Seed {run.Seed}."),
                InfluenceSection.Of(items, $"Seed {run.Seed}."),
                Seeds(validations),
                DriftSection.Of(frame),
                QualitySection.Of(frame),
            ],
            Diagnostics = Remarks(validations),
            Origin = Origins.Of(run),
        };
    }

    private static double?[]? Truth(ValidationRecord validation, SamplingFrame? frame)
    {
        if (frame is null) return null;
        var truth = new double?[frame.Count];
        foreach (var item in validation.Items)
            if (frame.Benchmark.IndexOf(item.Id) is >= 0 and var position) truth[position] = item.Score;
        return truth;
    }

    private static ReportSection Calibration(ValidationRecord validation, SamplingFrame? frame, double?[]? truth)
    {
        if (frame?.History is not { } history || truth is null) return CalibrationSection.Without("There is no history, so nothing predicts items that were not drawn.");
        int[] drawn = [.. validation.Items.Where(i => i.Drawn && i.Score is not null).Select(i => frame.Benchmark.IndexOf(i.Id))];
        return UnseenPredictions.Of(history, drawn, [[.. truth.Select(y => y ?? double.NaN)]]) is { } pairs ? CalibrationSection.Of(pairs, UnseenPredictions.Model)
            : CalibrationSection.Without($"The history has {Amounts.Of(history.Models.Count, "model")}, too few for a model that predicts.");
    }

    private static ReportSection Seeds(IReadOnlyList<ValidationRecord> validations)
    {
        const string id = "seeds-spread", title = "Sensitivity to the seed";
        if (validations.Count < 2) return ReportSection.Without(id, title, "One seed was validated, so there is no spread over seeds; give --seeds 20.");
        var values = validations.Select(v => v.Run.Estimate.Value).ToArray();
        var (mean, errors) = (values.Average(), validations.Select(v => v.Run.Estimate.StandardError).OfType<double>().ToArray());
        var deviation = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1));
        return new(id, title)
        {
            Lead = $"Over {values.Length} seeds the estimates have a standard deviation of {Amounts.Points(deviation)}" +
                (errors.Length > 0 ? $"; the standard errors that the runs state for themselves are {Amounts.Points(errors.Average())} on average. The two should agree up to chance." : ".") + " The chart of estimates against the full score shows each seed.",
        };
    }

    /// <summary>Each remark once; one that some seeds alone have says which.</summary>
    private static IReadOnlyList<Diagnostic> Remarks(IReadOnlyList<ValidationRecord> validations) =>
        [.. validations.SelectMany(v => v.Run.Estimate.Diagnostics.Distinct().Select(d => (v.Run.Seed, Remark: d))).GroupBy(r => r.Remark, r => r.Seed)
            .Select(g => g.Count() == validations.Count ? g.Key : g.Key with { Message = $"Seed{(g.Count() == 1 ? "" : "s")} {string.Join(", ", g)}: {g.Key.Message}" })];

    private static ReportVerdict Verdict(IReadOnlyList<ValidationRecord> validations)
    {
        var judged = validations.Where(v => v.IsCovered is not null).ToList();
        if (judged.Count == 0) return new(VerdictState.Bad, "No interval could be judged: some items have no score, or the design carries no interval.");
        var held = judged.Count(v => v.IsCovered == true);
        if (validations.Count - judged.Count is > 0 and var open)
            return new(VerdictState.Bad, $"The intervals of {Amounts.Of(open, "seed")} of {validations.Count} could not be judged: items have no score, or no interval holds. Of the others {held} of {judged.Count} hold the full score of {Amounts.Score(judged[0].FullScore!.Value)}.");
        var level = RunContent.Level(judged[0].Run);
        if (judged.Count == 1)
        {
            var (estimate, full) = (judged[0].Run.Estimate, judged[0].FullScore!.Value);
            return new(held == 1 ? VerdictState.Good : VerdictState.Bad, $"The full score is {Amounts.Score(full)}. The interval {Amounts.Score(estimate.Interval!.Lower)} to {Amounts.Score(estimate.Interval.Upper)} " +
                (held == 1 ? $"holds it; the estimate is {Amounts.Points(Math.Abs(judged[0].EstimateError!.Value))} off." : $"misses it. At {Amounts.Level(level)} that happens in {Amounts.Share(1 - level)} of draws; validate several seeds to tell."));
        }
        return PlausibleCoverage.Holds(held, judged.Count, level)
            ? new(VerdictState.Good, $"{held} of {judged.Count} intervals hold the full score of {Amounts.Score(judged[0].FullScore!.Value)}, as intervals at {Amounts.Level(level)} may.")
            : new(VerdictState.Bad, $"Only {held} of {judged.Count} intervals hold the full score of {Amounts.Score(judged[0].FullScore!.Value)}; chance gives so few in under 1 of 100 cases at {Amounts.Level(level)}.");
    }

    private static IReadOnlyList<ReportFigure> Figures(IReadOnlyList<ValidationRecord> validations)
    {
        var first = validations[0];
        var errors = validations.Select(v => v.EstimateError).OfType<double>().Select(Math.Abs).ToArray();
        var widths = validations.Select(v => v.Run.Estimate.Interval?.HalfWidth).OfType<double>().ToArray();
        var (spent, full) = (first.Items.Where(i => i.Drawn).Sum(i => i.Cost.EngineTime.TotalSeconds), first.FullCost.EngineTime.TotalSeconds);
        return
        [
            .. first.FullScore is { } score ? new[] { new ReportFigure("Full score", Amounts.Score(score), "all items run") } : [],
            .. errors.Length > 0 ? new[] { new ReportFigure("Mean absolute error", Amounts.Points(errors.Average()), Amounts.Of(errors.Length, "seed")) } : [],
            .. widths.Length > 0 ? new[] { new ReportFigure("Mean half-width", Amounts.Points(widths.Average())) } : [],
            new("Items drawn", Amounts.Count(first.Run.Estimate.SampleSize), $"of {Amounts.Count(first.Run.Benchmark.Items)}"),
            .. full > 0 ? new[] { new ReportFigure("Engine time saved", Amounts.Share(1 - spent / full), $"{Amounts.Seconds(full - spent)} of {Amounts.Seconds(full)}") } : [],
        ];
    }
}
