using SparseEval.Evaluation;
using SparseEval.Reports;

namespace SparseEval.Docs.Tests;

/// <summary>What a notebook shows, asked for as its kernel asks.</summary>
public class DisplayTests
{
    private static readonly Diagnostic Remark = new("SPE0001", DiagnosticSeverity.Warning, "read <b>this</b> & 'that'");

    private static readonly Estimate Estimate = new() { Value = 0.7, StandardError = 0.02, Interval = new(0.66, 0.74, 0.95, "wilson"), SampleSize = 400, PopulationSize = 3840, Estimand = "item-weighted", Method = "mean on <script>", Diagnostics = [Remark] };

    [Theory]
    [InlineData(typeof(Estimate))]
    [InlineData(typeof(RunRecord))]
    [InlineData(typeof(BacktestReport))]
    [InlineData(typeof(ResponseMatrix))]
    [InlineData(typeof(ComputeLedger))]
    [InlineData(typeof(PairedComparison))]
    [InlineData(typeof(ModelRanking))]
    [InlineData(typeof(PairedPower))]
    [InlineData(typeof(Chart))]
    public void Results_name_their_formatter_and_say_themselves_in_plain_text(Type type)
    {
        Assert.Contains(type.GetCustomAttributes(inherit: false), attribute => attribute.GetType().Name == "TypeFormatterSourceAttribute");
        Assert.Equal(type, type.GetMethod("ToString", Type.EmptyTypes)!.DeclaringType);
    }

    [Fact]
    public void Texts_are_escaped_and_remarks_are_shown()
    {
        var html = Assert.Single(KernelDisplay.Of(Estimate));
        Assert.Equal("text/html", html.MimeType);
        Assert.DoesNotContain("<script", html.Text, StringComparison.Ordinal);
        Assert.Contains("mean on &lt;script&gt;", html.Text, StringComparison.Ordinal);
        Assert.Contains("read &lt;b&gt;this&lt;/b&gt; &amp; &#39;that&#39;", html.Text, StringComparison.Ordinal);
        Assert.Contains("0.6600 to 0.7400", html.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_estimate_without_an_interval_shows_none() =>
        Assert.Contains("none: see the remarks", KernelDisplay.Of(Estimate with { Interval = null, StandardError = null }).Single().Text, StringComparison.Ordinal);

    [Fact]
    public void A_chart_is_Vega_Lite_first_and_a_table_where_nothing_draws()
    {
        var chart = new Chart { Id = "c", Title = "T<", Summary = "s", Table = new([new("x", "x", CellFormat.Score)], [[0.5], [null]]), Drawing = """{ "mark": "tick" }""" };
        var forms = KernelDisplay.Of(chart).ToList();
        Assert.Equal(["application/vnd.vegalite.v5+json", "text/html"], forms.Select(f => f.MimeType));
        Assert.Contains("vega-lite/v5.json", forms[0].Text, StringComparison.Ordinal);
        Assert.Contains("0.5000", forms[1].Text, StringComparison.Ordinal);
        Assert.Contains("\u2013", forms[1].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("T<", forms[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_history_with_a_model_that_has_no_score_shows_a_dash_and_no_zero()
    {
        var builder = new ResponseMatrixBuilder(["full", "none"], ["a", "b"]);
        builder.Set(0, 0, 1);
        builder.Set(0, 1, 0);
        var html = KernelDisplay.Of(builder.Build()).Single().Text;
        Assert.Matches("none</td><td[^>]*>\u2013</td><td[^>]*>2<", html);
    }
}
