namespace SparseEval.Cli.Tests;

/// <summary><c>gate</c> and <c>compare</c> with <c>--report</c>, <c>-o NAME.html</c> and <c>--charts</c>.</summary>
public sealed class JobPageTests : IDisposable
{
    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    private string Place(string name) => Path.Combine(_cli.Folder.FullName, name);

    // A path stands on the page only where the replay ends at the interval that decided, which no other order of the items does.
    [Theory]
    [InlineData("--threshold", "0.7", "against-threshold")]
    [InlineData("--max-drop", "0.05", "against-drop")]
    public async Task A_gate_that_ran_shows_the_path_to_its_verdict(string flag, string amount, string chart)
    {
        var baseline = _cli.Write("old.csv", "id,score\n" + string.Concat(Data.Benchmarks.Read(Path.Combine(CommandLine.Root, "data", "pocket", "items.jsonl")).Items.Select((item, i) => $"{item.Id},{(i % 4 == 0 ? 0 : 1)}\n")));
        var gate = await _cli.RunAsync(["gate", "--model", Path.Combine(CommandLine.Models, "pocket-weak"), flag, amount, "--report", Place("gate.html"), "--charts", Place("charts"), "--work", _cli.Work, .. flag == "--max-drop" ? new[] { "--baseline", baseline } : []]);
        Assert.Equal(3, gate.Code);
        var page = await File.ReadAllTextAsync(Place("gate.html"), TestContext.Current.CancellationToken);
        Assert.Contains("<p class=\"verdict bad\">NO-GO: pocket-weak on pocket", page, StringComparison.Ordinal);
        Assert.Contains($"data-chart=\"{chart}\"", page, StringComparison.Ordinal);
        Assert.Contains("data-chart=\"path\"", page, StringComparison.Ordinal);
        Assert.Contains("data-chart=\"savings-shares\"", page, StringComparison.Ordinal);
        Assert.Equal(flag == "--max-drop", page.Contains("Discordant items", StringComparison.Ordinal));
        Assert.True(File.Exists(Path.Combine(Place("charts"), "path.vl.json")));
    }

    [Fact]
    public async Task Given_scores_are_gated_and_compared_on_a_page()
    {
        string[] files = [.. Enumerable.Range(0, 3).Select(m => _cli.Write($"m{m}.csv", "id,score\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"i{i},{(i % 5 <= m ? 1 : 0)}\n"))))];
        var gate = await _cli.RunAsync("gate", "--record", files[2], "--baseline", files[0], "--max-drop", "0.02", "-o", Place("gate.html"), "-o", Place("gate.md"));
        Assert.Equal(0, gate.Code);
        Assert.True(File.Exists(Place("gate.md")));
        Assert.Contains("one interval and no path", await File.ReadAllTextAsync(Place("gate.html"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("m2 scores more on 24 items and less on 0", await File.ReadAllTextAsync(Place("gate.html"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var many = await _cli.RunAsync(["compare", .. files, "--report", Place("many.html")]);
        Assert.Equal(0, many.Code);
        foreach (var chart in new[] { "differences-intervals", "ranks-intervals", "pairs-matrix" })
            Assert.Contains($"data-chart=\"{chart}\"", await File.ReadAllTextAsync(Place("many.html"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_models_that_run_show_how_their_difference_was_decided()
    {
        var compared = await _cli.RunAsync("compare", "--model", Path.Combine(CommandLine.Models, "pocket-strong"), "--baseline-model", Path.Combine(CommandLine.Models, "pocket-weak"), "--margin", "0.05", "--no-cache", "--report", Place("pair.html"));
        Assert.Equal(0, compared.Code);
        var page = await File.ReadAllTextAsync(Place("pair.html"), TestContext.Current.CancellationToken);
        Assert.Contains("data-chart=\"path\"", page, StringComparison.Ordinal);
        Assert.Contains("data-chart=\"savings-runs\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_is_one_page()
    {
        var scores = _cli.Write("a.csv", "id,score\n" + string.Concat(Enumerable.Range(0, 200).Select(i => $"i{i},{(i % 5 == 0 ? 0 : 1)}\n")));
        var policy = _cli.Write("gate.yaml", $"version: 1\nbenchmarks:\n  easy:\n    record: {scores}\n    threshold: 0.5\n  hard:\n    record: {scores}\n    threshold: 0.95\n");
        var gate = await _cli.RunAsync("gate", "--policy", policy, "--report", Place("policy.html"));
        Assert.Equal(3, gate.Code);
        var page = await File.ReadAllTextAsync(Place("policy.html"), TestContext.Current.CancellationToken);
        Assert.Contains("Gate of 2 benchmarks", page, StringComparison.Ordinal);
        Assert.Contains("data-chart=\"savings-items\"", page, StringComparison.Ordinal);
        Assert.Contains("Holm over 2 benchmarks", page, StringComparison.Ordinal);
    }
}
