namespace SparseEval;

internal sealed class PairedPowerDisplay : DisplaySource<PairedPower>
{
    protected override string Html(PairedPower value) => DisplayHtml.Table(value.ToString(), ["items", "least difference that is detected"],
        [.. new[] { 50, 100, 200, 500, 1000, 2000, 5000, 10_000 }.Where(n => n < value.Population).Append(value.Population).Select(n => (IReadOnlyList<string>)[$"{n}", DisplayHtml.Number(value.MinimumDetectableDifference(n))])]);
}
