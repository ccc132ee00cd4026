using System.Globalization;
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

    private static object?[] Column(Report report, string chart, string key)
    {
        var table = report.Charts.Single(c => c.Id == chart).Table;
        var at = table.Columns.Index().Single(c => c.Item.Key == key).Index;
        return [.. table.Rows.Select(row => row[at])];
    }

    // Seen to fail with an interval of a fixed sample in each category of a run whose size depended on its scores.
    [Fact]
    public async Task Categories_have_an_interval_only_where_the_draw_makes_one_hold()
    {
        var frame = Samples.Frame();
        var watched = ReportFactory.OfRun(await Samples.RunAsync(frame, plan => plan with
        {
            Design = Designs.SimpleRandom(),
            Estimator = Estimators.Mean(),
            Budget = Evaluation.Budget.Fraction(1),
            Watch = new() { Sequence = ConfidenceSequences.Betting(), Rules = [StoppingRules.HalfWidth(0.12)] },
        }), frame);
        Assert.All(Column(watched, "category-scores", "lower").Concat(Column(watched, "category-scores", "upper")).Concat(Column(watched, "savings-shares", "lower")), Assert.Null);
        Assert.Contains("stopped by what it had seen", watched.Sections.Single(s => s.Id == "categories").Lead, StringComparison.Ordinal);
        Assert.Contains("have no interval", watched.Sections.Single(s => s.Id == "savings").Lead, StringComparison.Ordinal);
        foreach (var (design, has) in new (ISamplingDesign, bool)[] { (Designs.SimpleRandom(), true), (Designs.Stratified("family"), true), (Designs.All["prefix"](new()), false), (Designs.All["systematic"](new()), false), (Designs.All["adaptive"](new()), false) })
        {
            var fixedSize = ReportFactory.OfRun(await Samples.RunAsync(frame, plan => plan with { Design = design, Estimator = Estimators.Mean() }), frame);
            Assert.All(Column(fixedSize, "category-scores", "lower"), lower => Assert.Equal(has, lower is not null));
            Assert.Equal(!has, fixedSize.Sections.Single(s => s.Id == "categories").Lead.Contains($"the design {design.Name} does not draw", StringComparison.Ordinal));
        }
    }

    // Seen to fail with the saved amount's interval over the point estimate of a full run, which passed 100 %.
    [Fact]
    public async Task The_saved_share_has_the_interval_of_what_a_full_run_costs()
    {
        var frame = Samples.Frame();
        var run = await Samples.RunAsync(frame, plan => plan with { Budget = Evaluation.Budget.Items(6) });
        var (ledger, report) = (run.Ledger, ReportFactory.OfRun(run, frame));
        var row = Array.IndexOf(Column(report, "savings-shares", "figure"), "engine seconds");
        double Cell(string key) => (double)Column(report, "savings-shares", key)[row]!;
        var full = ledger.Full.EngineSeconds!;
        Assert.Equal(ledger.Spent.EngineSeconds!.Value, Cell("spent"), 12);
        Assert.Equal(ledger.Saved.Figures.EngineSeconds!.Value, Cell("saved"), 12);
        var gone = ledger.Spent.EngineSeconds.Value + ledger.PlanningSeconds;
        Assert.Equal(1 - gone / full.Value, Cell("share"), 12);
        Assert.Equal(1 - gone / full.Interval!.Lower, Cell("lower"), 12);
        Assert.Equal(1 - gone / full.Interval.Upper, Cell("upper"), 12);
        Assert.InRange(Cell("upper"), Cell("lower"), 1);
    }

    // Seen to fail with the verdict over the judged seeds alone, while 'validate' ended in 5, and with one remark for each code.
    [Fact]
    public async Task A_seed_that_could_not_be_judged_spoils_the_verdict_and_every_remark_is_shown()
    {
        var frame = Samples.Frame();
        var all = (await Samples.ValidateAsync(frame)).ToList();
        Assert.Equal(VerdictState.Good, ReportFactory.OfValidation(all, frame).Verdict.State);
        Diagnostic shared = new("SPE0002", DiagnosticSeverity.Note, "of all"), own = new("SPE0002", DiagnosticSeverity.Warning, "of one");
        all = [.. all.Select((v, k) => v with { Run = v.Run with { Estimate = v.Run.Estimate with { Interval = k == 1 ? null : v.Run.Estimate.Interval, Diagnostics = k == 1 ? [shared, own] : [shared] } } })];
        var report = ReportFactory.OfValidation(all, frame);
        Assert.Equal(VerdictState.Bad, report.Verdict.State);
        Assert.StartsWith("The intervals of 1 seed of 3 could not be judged", report.Verdict.Text, StringComparison.Ordinal);
        Assert.Equal([shared, own with { Message = "Seed 1: of one" }], report.Diagnostics);
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

    // Seen to fail with figures and bins in the current culture.
    [Fact]
    public async Task A_culture_with_a_decimal_comma_changes_no_byte()
    {
        var frame = Samples.Frame();
        var validations = await Samples.ValidateAsync(frame);
        string Pages() => ReportFactory.OfRun(validations[0].Run, frame).ToHtml() + ReportFactory.OfValidation(validations, frame).ToHtml() + Samples.BacktestReport(frame).ToHtml();
        var (before, plain) = (CultureInfo.CurrentCulture, Pages());
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (comma.NumberFormat.NumberDecimalSeparator, comma.NumberFormat.NumberGroupSeparator, comma.NumberFormat.NegativeSign) = (",", ".", "~");
        (comma.DateTimeFormat.DateSeparator, comma.DateTimeFormat.TimeSeparator) = ("!", "?");
        CultureInfo.CurrentCulture = comma;
        try
        {
            Assert.Equal(plain, Pages());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    // Seen to fail with rows of one budget told apart by their items: the one method that drew most was shown as both ends.
    [Fact]
    public void Methods_that_draw_unlike_numbers_for_one_budget_are_compared()
    {
        var (table, _) = Samples.Backtest(Samples.Frame());
        var rows = table.Rows.Where(r => r.Budget == "40").ToList();
        var report = ReportFactory.OfBacktest(table with { Rows = [.. table.Rows.Select(r => r == rows[0] ? r with { Items = 38, MeanAbsoluteError = 0.5 } : r == rows[1] ? r with { Items = 42.4 } : r)] });
        var summary = report.Charts.Single(c => c.Id == "error-by-budget").Summary;
        Assert.StartsWith("At 38 to 42 items from ", summary, StringComparison.Ordinal);
        Assert.Contains($"to 50.0 points ({rows[0].Estimator} on {rows[0].Design})", summary, StringComparison.Ordinal);
        Assert.Contains("at 38 to 42 items", report.Charts.Single(c => c.Id == "coverage-by-band").Title, StringComparison.Ordinal);
    }

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

    // 5 draws that all held said "keeps its promise" of a method that covers 90 %: 96 % of them passed. Seen to fail, as the next, with any range that reaches the confidence taken for held.
    [Theory]
    [InlineData(1.0, 5, VerdictState.Neutral, "too few draws to tell")]
    [InlineData(0.96, 1, VerdictState.Neutral, "too few draws to tell")]
    [InlineData(0.96, 1000, VerdictState.Good, "its promise is held, within 2 points")]
    [InlineData(0.9, 1000, VerdictState.Bad, "keeps its promise")]
    [InlineData(0.94, 100, VerdictState.Neutral, "too few draws to tell")]
    public void A_promise_is_held_or_not_or_open(double coverage, int draws, VerdictState state, string words)
    {
        var (table, _) = Samples.Backtest(Samples.Frame());
        var error = draws == 1 ? (double?)null : Math.Sqrt(Math.Max(coverage * (1 - coverage), 0.02) / draws);
        var row = table.Rows[0] with { Coverage = coverage, Draws = draws, CoverageError = error };
        var verdict = ReportFactory.OfBacktest(table with { Rows = [row] }).Verdict;
        Assert.Equal(state, verdict.State);
        Assert.Contains(words, verdict.Text, StringComparison.Ordinal);
        if (error is not null) Assert.Contains("\u00b1", verdict.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_weakest_of_many_bands_is_judged_as_the_weakest_of_many()
    {
        var (table, _) = Samples.Backtest(Samples.Frame());
        CoverageBand[] bands = [.. Enumerable.Range(0, 5).Select(k => new CoverageBand(k / 5.0, (k + 1) / 5.0, k == 2 ? 0.93 : 0.96, 200) { Draws = 200, Error = Math.Sqrt(0.0475 / 200) })];
        string Summary(BacktestReport report) => ReportFactory.OfBacktest(report).Charts.Single(c => c.Id == "coverage-by-band").Summary;
        var open = Summary(table with { Rows = [table.Rows[0] with { CoverageByBand = bands }] });
        Assert.Contains("As the weakest of 5 it may be", open, StringComparison.Ordinal);
        Assert.Contains("too few draws to tell", open, StringComparison.Ordinal);
        bands[2] = bands[2] with { Coverage = 0.7 };
        Assert.Contains("below what was promised", Summary(table with { Rows = [table.Rows[0] with { CoverageByBand = bands }] }), StringComparison.Ordinal);
    }

    [Fact]
    public void Drift_by_chance_names_no_category()
    {
        var report = Samples.BacktestReport(Samples.Frame());
        Assert.Contains("beyond what random halves of the same models give", report.Charts.Single(c => c.Id == "category-shift").Summary, StringComparison.Ordinal);
        Assert.Contains("random halvings of the same models give", report.Sections.Single(s => s.Id == "history-drift").Lead, StringComparison.Ordinal);
        Assert.Contains("different model", report.Sections.Single(s => s.Id == "item-quality").Lead, StringComparison.Ordinal);
    }
}
