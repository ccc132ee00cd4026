namespace SparseEval;

internal sealed class EstimateDisplay : DisplaySource<Estimate>
{
    protected override string Html(Estimate value) => DisplayHtml.Facts("Estimated full score",
        ("score", $"{DisplayHtml.Number(value.Value)}{(value.StandardError is { } error ? $" ± {DisplayHtml.Number(error)}" : "")}"),
        ("interval", value.Interval is { } i ? $"{DisplayHtml.Number(100 * i.Level, "0.##")} %: {DisplayHtml.Number(i.Lower)} to {DisplayHtml.Number(i.Upper)} ({i.Kind})" : "none: see the remarks"),
        ("items", $"{value.SampleSize} of {value.PopulationSize}"), ("average", value.Estimand), ("method", value.Method))
        + DisplayHtml.Bar(value.Value, value.Interval, value.ToString()) + DisplayHtml.Remarks(value.Diagnostics);
}
