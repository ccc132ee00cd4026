using Microsoft.Playwright;

namespace SparseEval.Reports.Tests;

/// <summary>Reports of gates and comparisons: what stands in them, and how a browser shows them.</summary>
public sealed class JobReportTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task A_gate_shows_interval_path_and_what_was_saved()
    {
        var run = (await Samples.ValidateAsync(Samples.Frame(), 1))[0].Run;
        var report = ReportFactory.OfGate(JobSamples.Gate(run));
        Assert.Equal(["intervals", "paths", "benchmarks", "savings"], report.Sections.Select(s => s.Id));
        Assert.Equal(["against-threshold", "path", "savings-shares"], report.Charts.Select(c => c.Id));
        Assert.Equal((VerdictState.Good, "made-up is decided."), (report.Verdict.State, report.Verdict.Text));
        var alone = ReportFactory.OfGate(JobSamples.Gate());
        Assert.Contains("nothing is known of what they cost", Assert.Single(alone.Sections[^1].Omitted), StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_has_a_chart_for_each_kind_of_criterion_and_a_row_for_each_benchmark()
    {
        var report = ReportFactory.OfGate(JobSamples.Policy());
        Assert.Equal(["against-threshold", "against-drop", "against-relative-drop"], report.Sections[0].Charts.Select(c => c.Id));
        Assert.Equal(5, report.Sections.Single(s => s.Id == "benchmarks").Tables[0].Table.Rows.Count);
        Assert.Equal(3, report.Sections.Count(s => s.Id.StartsWith("discordant-", StringComparison.Ordinal)));
        Assert.Equal(2, report.Charts.Count(c => c.Id.StartsWith("path-", StringComparison.Ordinal)));
        Assert.Contains("Of empty too little is scored", report.Sections[0].Omitted[0], StringComparison.Ordinal);
        Assert.Equal(VerdictState.Bad, report.Verdict.State);
    }

    /// <summary>Losses come first, and an item that both score alike is not listed.</summary>
    [Fact]
    public void Discordant_items_are_listed_with_losses_first()
    {
        var scores = JobSamples.Comparison().Scores;
        var table = ReportFactory.OfComparison(JobSamples.Comparison()).Sections.Single(s => s.Id == "discordant").Tables[0].Table;
        Assert.Equal(scores.Count(s => s.A != s.B), table.Rows.Count);
        Assert.Equal(table.Rows.Select(r => (double)r[3]!).Order(), table.Rows.Select(r => (double)r[3]!));
        Assert.Equal(-1.0, table.Rows[0][3]);
    }

    [Fact]
    public void Two_models_have_a_path_and_items_and_many_have_ranks_and_a_matrix()
    {
        Assert.Equal(["differences-intervals", "path", "sides"], ReportFactory.OfComparison(JobSamples.Comparison()).Charts.Select(c => c.Id));
        var many = ReportFactory.OfComparison(JobSamples.Comparison(5));
        Assert.Equal(["differences-intervals", "ranks-intervals", "pairs-matrix"], many.Charts.Select(c => c.Id));
        // Both halves of the matrix, each the other's opposite.
        var cells = many.Charts.Single(c => c.Id == "pairs-matrix").Table.Rows.ToDictionary(r => ((string)r[0]!, (string)r[1]!), r => (double)r[2]!);
        Assert.Equal(20, cells.Count);
        Assert.All(cells, cell => Assert.Equal(-cells[(cell.Key.Item2, cell.Key.Item1)], cell.Value, 12));
    }

    [Fact]
    public void A_hundred_models_give_a_page_of_fair_size()
    {
        var many = ReportFactory.OfComparison(JobSamples.Comparison(100));
        Assert.Contains("too many for a matrix", many.Sections.Single(s => s.Id == "ranks").Omitted[0], StringComparison.Ordinal);
        Assert.Contains("The first 60 of 4,950 pairs", many.Charts.First().Note, StringComparison.Ordinal);
        Assert.InRange(many.ToHtml().Length, 900_000, 4_500_000);
    }

    [Fact]
    public void Nothing_is_no_report()
    {
        Assert.Throws<SparseEvalException>(() => ReportFactory.OfGate(JobSamples.Gate() with { Benchmarks = [] }));
        Assert.Throws<SparseEvalException>(() => ReportFactory.OfComparison(JobSamples.Comparison() with { Pairs = [] }));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_chart_is_drawn_in_light_and_dark_and_nothing_is_loaded(bool nasty)
    {
        var run = (await Samples.ValidateAsync(Samples.Frame(), 1))[0].Run;
        foreach (var report in new[] { ReportFactory.OfGate(JobSamples.Gate(run, nasty)), ReportFactory.OfGate(JobSamples.Policy(nasty)), ReportFactory.OfComparison(JobSamples.Comparison(2, nasty, [run, run])), ReportFactory.OfComparison(JobSamples.Comparison(6, nasty)) })
        {
            await using var open = await browser.OpenAsync(report.ToHtml(), nasty ? ColorScheme.Dark : ColorScheme.Light);
            await BrowserTests.AllDrawn(open, report);
            Assert.Equal(report.Title.Replace('\u2028', ' '), (await open.Page.TitleAsync()).Replace('\u2028', ' '));
            Assert.Equal(nasty, await open.Page.EvaluateAsync<bool>("matchMedia('(prefers-color-scheme: dark)').matches"));
            Assert.True(await open.Page.EvaluateAsync<bool>("[...document.querySelectorAll('.chart svg')].every(s => s.getBoundingClientRect().right <= innerWidth)"));
        }
    }

    [Fact]
    public async Task The_keyboard_reaches_the_discordant_items_and_sorts_them()
    {
        var report = ReportFactory.OfComparison(JobSamples.Comparison());
        await using var open = await browser.OpenAsync(report.ToHtml());
        await open.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to the report", await open.Page.EvaluateAsync<string>("document.activeElement.textContent"));
        var table = open.Page.Locator("#discordant > .scroll table");
        await table.Locator("thead th").Nth(3).Locator("button").FocusAsync();
        await open.Page.Keyboard.PressAsync("Enter");
        await open.Page.Keyboard.PressAsync("Enter");
        Assert.Equal("descending", await table.Locator("thead th").Nth(3).GetAttributeAsync("aria-sort"));
        Assert.Equal("1.0000", await table.Locator("tbody tr").First.Locator("td").Nth(2).InnerTextAsync());
        Assert.Equal("3px", await open.Page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineWidth"));
    }
}
