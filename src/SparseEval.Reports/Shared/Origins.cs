using SparseEval.Evaluation;

namespace SparseEval.Reports;

/// <summary>What is needed to make the same numbers again.</summary>
internal static class Origins
{
    public static IReadOnlyList<ReportFigure> Of(RunRecord record) =>
    [
        new("benchmark", $"{record.Benchmark.Name}, {Amounts.Of(record.Benchmark.Items, "item")}"),
        new("fingerprint", record.Benchmark.Fingerprint),
        new("model", $"{record.Engine.Model} ({record.Engine.Name}, {record.Engine.Provider}, {record.Engine.Precision})"),
        new("model hash", record.Engine.ModelHash),
        new("design", record.Design),
        new("estimator", record.Estimator),
        new("scorer", record.Scorer),
        new("average", record.Estimate.Estimand),
        new("interval", record.Estimate.Interval is { } interval ? $"{interval.Kind} at {Amounts.Level(interval.Level)}" : "none"),
        new("budget", record.Budget),
        new("seed", $"{record.Seed}"),
        new("plan", record.PlanHash),
        new("versions", string.Join(", ", record.Versions.Where(v => v.Value != "").Select(v => $"{v.Key} {v.Value}"))),
        new("finished", record.Timings.Finished.ToString("yyyy-MM-dd HH:mm:ss 'UTC'zzz", System.Globalization.CultureInfo.InvariantCulture)),
    ];

    public static IReadOnlyList<ReportFigure> Of(BacktestReport report, SamplingFrame? frame) =>
    [
        new("benchmark", $"{report.Benchmark}, {Amounts.Of(report.Items, "item")}"),
        .. frame is null ? Array.Empty<ReportFigure>() : [new("fingerprint", frame.Benchmark.Fingerprint)],
        new("past models", Amounts.Count(report.Models)),
        new("split", report.Split),
        new("folds", string.Join("; ", report.Folds.Select(f => $"{f.Name}: {f.HeldOut.Count} held out, {f.History.Count} history"))),
        new("draws in each fold", Amounts.Count(report.Draws)),
        new("confidence", Amounts.Level(report.Confidence)),
        new("seed", $"{report.Seed}"),
    ];
}
