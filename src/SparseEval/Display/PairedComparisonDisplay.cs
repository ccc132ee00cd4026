namespace SparseEval;

internal sealed class PairedComparisonDisplay : DisplaySource<PairedComparison>
{
    protected override string Html(PairedComparison value) => DisplayHtml.Facts("Difference of two models on the same items",
        ("difference", $"{DisplayHtml.Number(value.Difference, "+0.0000;-0.0000;0.0000")}{(value.StandardError is { } error ? $" ± {DisplayHtml.Number(error)}" : "")}"),
        ("interval", value.Interval is { } i ? $"{DisplayHtml.Number(100 * i.Level, "0.##")} %: {DisplayHtml.Number(i.Lower, "+0.0000;-0.0000;0.0000")} to {DisplayHtml.Number(i.Upper, "+0.0000;-0.0000;0.0000")}" : "none: see the remarks"),
        ("p of no difference", value.PValue is null ? null : DisplayHtml.Number(value.PValue, "0.####")), ("McNemar's exact p", value.McNemarPValue is null ? null : DisplayHtml.Number(value.McNemarPValue, "0.####")),
        ("items", $"{value.Items.Better} better, {value.Items.Worse} worse, {value.Items.Equal} equal")) + DisplayHtml.Remarks(value.Diagnostics);
}
