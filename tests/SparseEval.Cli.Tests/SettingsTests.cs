using SparseEval.Cli.Commands;
using SparseEval.Cli.Settings;

namespace SparseEval.Cli.Tests;

public sealed class SettingsTests : IDisposable
{
    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public void Paths_are_told_apart_as_the_file_system_does_and_written_as_every_system_reads_them()
    {
        Assert.True(PathNames.ComparerOf(ignoresCase: true).Equals("/a/ITEMS.jsonl", "/a/items.jsonl"));
        Assert.False(PathNames.ComparerOf(ignoresCase: false).Equals("/a/ITEMS.jsonl", "/a/items.jsonl"));
        Assert.Equal("data/items.jsonl", PathNames.Portable("data\\items.jsonl", '\\'));
        Assert.Equal("a\\b/items.jsonl", PathNames.Portable("a\\b/items.jsonl", '/'));
    }

    [Fact]
    public async Task A_flag_overrides_the_plan()
    {
        var plan = _cli.Write("plan.yaml", $"benchmark: {Path.Combine(CommandLine.Root, "data/pocket/items.jsonl")}\nmodel: {Path.Combine(CommandLine.Models, "pocket-weak")}\nlimit: 30\n");
        var planned = await _cli.RunAsync("plan", plan);
        var overridden = await _cli.RunAsync("plan", plan, "-L", "50");
        Assert.Contains("30 of 3,840 items", planned.Output, StringComparison.Ordinal);
        Assert.Contains("50 of 3,840 items", overridden.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_verb_has_help_with_examples()
    {
        foreach (var verb in Verbs.All)
        {
            var outcome = await _cli.RunAsync(verb.Name, "--help");
            Assert.Equal(0, outcome.Code);
            Assert.Contains("Examples:", outcome.Output, StringComparison.Ordinal);
            foreach (var setting in verb.Settings) Assert.Contains(setting.Flag, outcome.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_flag_is_explained_on_the_command_line_page()
    {
        var page = File.ReadAllText(Path.Combine(CommandLine.Root, "docs", "command-line.md"));
        var unexplained = Verbs.All.SelectMany(verb => verb.Settings).Distinct().Where(setting => !page.Contains($"--{setting.Name}", StringComparison.Ordinal));
        Assert.Empty(unexplained.Select(setting => setting.Name));
    }

    [Fact]
    public void Settings_have_their_own_names_in_every_verb() =>
        Assert.All(Verbs.All, verb => Assert.Equal(verb.Settings.Count, verb.Settings.Select(s => s.Name).Distinct().Count()));

    [Fact]
    public void A_name_means_the_same_in_every_verb() => Assert.All(Verbs.All.SelectMany(v => v.Settings).GroupBy(s => s.Name), same =>
        Assert.Single(same.Select(s => (s.Alias, s.IsSwitch, s.IsPath, s.Variable)).Distinct()));
}
