namespace SparseEval.Evaluation;

internal sealed class RunRecordDisplay : DisplaySource<RunRecord>
{
    protected override string Html(RunRecord value) => DisplayHtml.Facts($"{value.Engine.Model} on {value.Benchmark.Name}",
        ("score", $"{DisplayHtml.Number(value.Estimate.Value)}{(value.Estimate.StandardError is { } error ? $" ± {DisplayHtml.Number(error)}" : "")}"),
        ("interval", value.Estimate.Interval is { } i ? $"{DisplayHtml.Number(100 * i.Level, "0.##")} %: {DisplayHtml.Number(i.Lower)} to {DisplayHtml.Number(i.Upper)}" : "none: see the remarks"),
        ("items", $"{value.Estimate.SampleSize} of {value.Estimate.PopulationSize}{(value.Ledger.FailedItems > 0 ? $", {value.Ledger.FailedItems} without a score" : "")}"), ("method", $"{value.Estimator} on {value.Design}"), ("scorer", value.Scorer),
        ("seed", $"{value.Seed}"), ("saved", $"{value.Ledger.Saved}"))
        + DisplayHtml.Bar(value.Estimate.Value, value.Estimate.Interval, value.Estimate.ToString()) + DisplayHtml.Remarks(value.Estimate.Diagnostics);
}
