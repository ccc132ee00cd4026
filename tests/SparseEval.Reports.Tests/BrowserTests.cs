using Microsoft.Playwright;

namespace SparseEval.Reports.Tests;

/// <summary>Reports in a real browser: charts with marks, no complaint on the console, keyboard, dark, light and print.</summary>
public sealed class BrowserTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly Lazy<Report> Backtest = new(() => Samples.BacktestReport(Samples.Frame()));
    private static readonly Lazy<string> Html = new(() => Backtest.Value.ToHtml());

    [Fact]
    public async Task Every_chart_of_a_backtest_is_drawn_and_nothing_is_loaded()
    {
        await using var open = await browser.OpenAsync(Html.Value);
        await AllDrawn(open, Backtest.Value);
    }

    [Fact]
    public async Task Every_chart_of_a_run_and_of_a_validation_is_drawn()
    {
        var frame = Samples.Frame();
        var validations = await Samples.ValidateAsync(frame);
        foreach (var report in new[] { ReportFactory.OfRun(validations[0].Run, frame), ReportFactory.OfValidation(validations, frame) })
        {
            await using var open = await browser.OpenAsync(report.ToHtml());
            await AllDrawn(open, report);
        }
    }

    // Seen to fail with names written into HTML as they are, where the policy is taken away too (the title becomes 'owned') and where it stands (entities in the title), and with the relaxed JSON encoder (images).
    [Fact]
    public async Task Names_that_try_to_break_out_are_text()
    {
        var report = Samples.BacktestReport(Samples.Frame(nasty: true));
        await using var open = await browser.OpenAsync(report.ToHtml());
        Assert.Equal(report.Title.Replace('\u2028', ' '), (await open.Page.TitleAsync()).Replace('\u2028', ' '));
        Assert.Equal(0, await open.Page.Locator("img").CountAsync());
        Assert.Contains("<script>", await open.Page.Locator("h1").InnerTextAsync(), StringComparison.Ordinal);
        await AllDrawn(open, report);
    }

    [Fact]
    public async Task A_table_is_sorted_with_the_keyboard_alone()
    {
        await using var open = await browser.OpenAsync(Html.Value);
        var table = open.Page.Locator("#methods > .scroll table");
        var heading = table.Locator("thead th").Nth(3);
        await heading.Locator("button").FocusAsync();
        foreach (var (key, sorted) in new[] { ("Enter", "ascending"), (" ", "descending") })
        {
            await open.Page.Keyboard.PressAsync(key == " " ? "Space" : key);
            Assert.Equal(sorted, await heading.GetAttributeAsync("aria-sort"));
            var shown = (await table.Locator("tbody tr td:nth-child(4)").AllInnerTextsAsync()).Select(double.Parse).ToList();
            Assert.Equal(sorted == "ascending" ? shown.Order() : shown.OrderDescending(), shown);
        }
    }

    [Fact]
    public async Task The_skip_link_comes_first_and_every_control_shows_its_focus()
    {
        await using var open = await browser.OpenAsync(Html.Value);
        await open.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to the report", await open.Page.EvaluateAsync<string>("document.activeElement.textContent"));
        await open.Page.Keyboard.PressAsync("Enter");
        Assert.Equal("main", await open.Page.EvaluateAsync<string>("document.activeElement.id"));
        for (var i = 0; i < 4; i++)
        {
            await open.Page.Keyboard.PressAsync("Tab");
            Assert.Equal("3px", await open.Page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineWidth"));
        }
    }

    [Fact]
    public async Task A_screen_reader_finds_a_name_and_a_summary_for_every_chart()
    {
        await using var open = await browser.OpenAsync(Html.Value);
        foreach (var chart in Backtest.Value.Charts)
        {
            var figure = open.Page.Locator($"#chart-{chart.Id}");
            Assert.Contains(chart.Summary[..20], await figure.Locator("figcaption").InnerTextAsync(), StringComparison.Ordinal);
            Assert.Contains(chart.Title, await figure.Locator("svg").First.GetAttributeAsync("aria-label") ?? "", StringComparison.Ordinal);
            Assert.Equal(chart.Table.Rows.Count, await figure.Locator("details tbody tr").CountAsync());
        }
        Assert.Equal(1, await open.Page.Locator("h1").CountAsync());
        Assert.Equal(1, await open.Page.Locator("main").CountAsync());
    }

    [Fact]
    public async Task Dark_and_light_follow_the_reader_and_text_stands_out_in_both()
    {
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await using var open = await browser.OpenAsync(Html.Value, scheme);
            var (paper, ink, axis) = (await Colour(open, "document.body", "backgroundColor"), await Colour(open, "document.body", "color"), await Colour(open, "document.querySelector('.role-axis-label text')", "fill"));
            Assert.Equal(scheme == ColorScheme.Dark, Luminance(paper) < 0.05);
            Assert.InRange(Contrast(paper, ink), 7, 21);
            Assert.InRange(Contrast(paper, axis), 4.5, 21);
        }
    }

    [Fact]
    public async Task In_print_charts_stay_within_the_sheet_on_white_paper()
    {
        await using var open = await browser.OpenAsync(Html.Value, ColorScheme.Dark);
        await open.Page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.InRange(Luminance(await Colour(open, "document.body", "color")), 0, 0.05);
        Assert.False(await open.Page.Locator("nav").IsVisibleAsync());
        await open.Page.SetViewportSizeAsync(700, 900);
        Assert.True(await open.Page.EvaluateAsync<bool>("[...document.querySelectorAll('.chart svg')].every(s => s.getBoundingClientRect().right <= innerWidth)"));
        Assert.InRange((await open.Page.PdfAsync()).Length, 30_000, 5_000_000);
    }

    internal static async Task AllDrawn(OpenPage open, Report report)
    {
        Assert.Empty(open.Said);
        Assert.Equal(open.Asked, open.Asked.Where(url => url.StartsWith("file:", StringComparison.Ordinal) || url.StartsWith("data:", StringComparison.Ordinal)));
        foreach (var chart in report.Charts)
        {
            var place = open.Page.Locator($"[data-chart='{chart.Id}']");
            Assert.Equal("yes", await place.GetAttributeAsync("data-drawn"));
            Assert.True(await place.Locator("svg [class*=mark-] path, svg [class*=mark-] line").CountAsync() > 2, $"{chart.Id} has no marks");
        }
    }

    private static async Task<double[]> Colour(OpenPage open, string element, string property)
    {
        var text = await open.Page.EvaluateAsync<string>($"getComputedStyle({element}).{property}");
        return [.. System.Text.RegularExpressions.Regex.Matches(text, "[0-9.]+").Take(3).Select(m => double.Parse(m.Value) / 255)];
    }

    /// <summary>Relative luminance and contrast as WCAG 2.2 defines them.</summary>
    private static double Luminance(double[] colour)
    {
        double[] linear = [.. colour.Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4))];
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    }

    private static double Contrast(double[] a, double[] b)
    {
        var (x, y) = (Luminance(a), Luminance(b));
        return (Math.Max(x, y) + 0.05) / (Math.Min(x, y) + 0.05);
    }
}
