using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SparseEval.Reports.Tests;

/// <summary>What stands in reports and in the charts' specifications.</summary>
public sealed class ReportTests
{
    private static readonly string[] EverySubject = ["truth", "coverage", "methods", "savings", "calibration", "categories", "drawn-items", "influence", "seeds", "history-drift", "item-quality"];

    [Fact]
    public void A_backtest_shows_every_subject_with_charts()
    {
        var report = Samples.BacktestReport(Samples.Frame());
        Assert.Equal(EverySubject, report.Sections.Select(s => s.Id));
        Assert.All(report.Sections, s => Assert.NotEmpty(s.Charts));
        Assert.Contains("held the full score in", report.Verdict.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_benchmark_and_history_the_table_alone_is_shown_and_the_rest_says_why()
    {
        var (table, _) = Samples.Backtest(Samples.Frame());
        var report = ReportFactory.OfBacktest(table);
        Assert.Equal(["coverage", "methods", "savings"], report.Sections.Where(s => s.Charts.Count > 0).Select(s => s.Id));
        Assert.All(report.Sections.Where(s => s.Charts.Count == 0), s => Assert.NotEmpty(s.Omitted));
    }

    [Fact]
    public async Task A_run_and_a_validation_say_what_they_cannot_show()
    {
        var frame = Samples.Frame();
        var validations = await Samples.ValidateAsync(frame);
        foreach (var report in new[] { ReportFactory.OfRun(validations[0].Run, frame), ReportFactory.OfValidation(validations, frame), ReportFactory.OfRun(validations[0].Run), ReportFactory.OfValidation(validations) })
        {
            Assert.All(report.Sections, s => Assert.True(s.Charts.Count > 0 || s.Omitted.Count > 0 || s.Lead != "", s.Id));
            Assert.DoesNotContain(report.Charts, c => c.Table.Rows.Count == 0);
        }
        Assert.Contains("of 3 intervals hold the full score", ReportFactory.OfValidation(validations, frame).Verdict.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_read_from_disk_has_no_influence_values_and_says_so()
    {
        var frame = Samples.Frame();
        var run = (await Samples.ValidateAsync(frame, 1))[0].Run;
        var path = Path.GetTempFileName();
        run.Write(path);
        var report = ReportFactory.OfRun(Evaluation.RunRecord.Read(path), frame);
        File.Delete(path);
        Assert.Contains("no influence values", Assert.Single(report.Sections, s => s.Id == "influence").Omitted[0], StringComparison.Ordinal);
        Assert.NotEmpty(ReportFactory.OfRun(run, frame).Sections.Single(s => s.Id == "influence").Charts);
    }

    [Fact]
    public void Every_specification_holds_its_data_and_says_what_it_shows()
    {
        var charts = Samples.BacktestReport(Samples.Frame()).Charts.ToList();
        Assert.Equal(charts.Count, charts.Select(c => c.Id).Distinct().Count());
        foreach (var chart in charts)
        {
            var specification = JsonNode.Parse(chart.ToVegaLite())!;
            Assert.Equal("https://vega.github.io/schema/vega-lite/v6.json", specification["$schema"]!.ToString());
            Assert.Equal(chart.Table.Rows.Count, specification["data"]!["values"]!.AsArray().Count);
            Assert.StartsWith(chart.Title, specification["description"]!.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("var(--", chart.ToVegaLite(), StringComparison.Ordinal);
            Assert.DoesNotContain("\"url\"", chart.ToVegaLite(), StringComparison.Ordinal);
        }
    }

    // Seen to fail with names written into HTML as they are, and with the relaxed JSON encoder in the data blocks.
    [Fact]
    public async Task Names_cannot_break_out_of_the_page()
    {
        var frame = Samples.Frame(nasty: true);
        foreach (var report in new[] { Samples.BacktestReport(frame), ReportFactory.OfValidation(await Samples.ValidateAsync(frame, 2, Samples.Nasty), frame) })
        {
            var html = report.ToHtml();
            Assert.DoesNotContain("<script>document.title", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<img src=x", html, StringComparison.Ordinal);
            var scripts = Regex.Count(html, "<script");
            Assert.Equal(scripts, Regex.Count(html, "</script>"));
            Assert.Equal(report.Charts.Count() + 5, scripts);
        }
    }

    [Fact]
    public void The_page_allows_itself_no_network()
    {
        var html = Samples.BacktestReport(Samples.Frame()).ToHtml();
        var policy = Regex.Match(html, "Content-Security-Policy\" content=\"([^\"]+)\"").Groups[1].Value;
        Assert.StartsWith("default-src 'none'; script-src 'sha256-", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.DoesNotMatch("(src|href)=\"(https?:)?//", html);
        Assert.DoesNotContain("@import", html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_results_give_the_same_page() => Assert.Equal(Samples.BacktestReport(Samples.Frame()).ToHtml(), Samples.BacktestReport(Samples.Frame()).ToHtml());

    [Fact]
    public void A_large_backtest_gives_a_small_page()
    {
        var report = Samples.BacktestReport(Samples.Frame(items: 3000, models: 300));
        Assert.InRange(report.ToHtml().Length, 900_000, 2_500_000);
        Assert.Contains("evenly spaced by", report.ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_cells_are_dashes_in_tables_and_null_in_data()
    {
        var table = new ChartTable([new("a", "A", CellFormat.Score), new("b", "B")], [[null, null], [0.25, "x"], [double.NaN, "y"]]);
        Assert.Equal("\u2013", table.Text(0, 0));
        Assert.Equal("0.2500", table.Text(1, 0));
        Assert.Equal("""[{"a":null,"b":null},{"a":0.25,"b":"x"},{"a":null,"b":"y"}]""", table.Values().ToJsonString());
    }

    [Fact]
    public void Half_characters_and_endless_names_do_not_spoil_a_page()
    {
        var table = new ChartTable([new("a", "A")], [["x\ud800y"], [new string('n', 100_000)]]);
        Assert.Equal("x\ufffdy", table.Text(0, 0));
        Assert.Equal(300, table.Text(1, 0).Length);
        Assert.InRange(table.Values().ToJsonString().Length, 300, 400);
    }
}
