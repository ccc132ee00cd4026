using Microsoft.Playwright;

namespace SparseEval.Reports.Tests;

/// <summary>The system's chromium without network; a test that needs it is skipped where there is none.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Places.FirstOrDefault(File.Exists) is not { } program) return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = ["--no-sandbox", "--font-render-hinting=none"] });
    }

    /// <summary>Opens a page from a file, waits until every chart is drawn or given up, and collects what the console says.</summary>
    public async Task<OpenPage> OpenAsync(string html, ColorScheme scheme = ColorScheme.Light)
    {
        if (_browser is null) Assert.Skip("There is no chromium here (Debian: apt-get install chromium).");
        var path = Path.Combine(Path.GetTempPath(), $"sparseeval-{Guid.NewGuid():N}.html");
        await File.WriteAllTextAsync(path, html);
        var page = await _browser.NewPageAsync(new() { ColorScheme = scheme, ViewportSize = new() { Width = 1000, Height = 900 }, Offline = true, ReducedMotion = ReducedMotion.Reduce });
        var (said, asked) = (new List<string>(), new List<string>());
        page.Console += (_, message) => said.Add($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => said.Add(error);
        page.Request += (_, request) => asked.Add(request.Url);
        await page.GotoAsync(new Uri(path).AbsoluteUri);
        await page.WaitForSelectorAsync("html[data-ready=yes]", new() { State = WaitForSelectorState.Attached });
        return new(page, said, asked, path);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}

/// <summary>A page with what it said and asked for.</summary>
public sealed record OpenPage(IPage Page, IReadOnlyList<string> Said, IReadOnlyList<string> Asked, string Path) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Page.CloseAsync();
        File.Delete(Path);
    }
}
