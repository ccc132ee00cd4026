using SparseEval.Cli.Commands;

namespace SparseEval.Cli.Tests;

/// <summary>Every verb of the catalog, as a user meets it.</summary>
public sealed class VerbTests : IDisposable
{
    private readonly CommandLine _cli = new();

    public static TheoryData<string> Names => [.. Verbs.All.Select(verb => verb.Name)];

    public void Dispose() => _cli.Dispose();

    [Theory, MemberData(nameof(Names))]
    public async Task Help_has_examples_whose_flags_exist(string name)
    {
        var verb = Verbs.All.Single(v => v.Name == name);
        var help = await _cli.RunAsync("help", name);
        Assert.Equal(0, help.Code);
        Assert.NotEmpty(verb.Examples);
        Assert.All(verb.Examples, example => Assert.Contains(example, help.Output, StringComparison.Ordinal));
        foreach (var example in verb.Examples.Where(e => e.StartsWith($"sparseeval {name}", StringComparison.Ordinal)))
            Assert.Empty(example.Split(' ').Skip(2).Where(word => word.StartsWith("--", StringComparison.Ordinal)).Select(word => word.Split('=')[0]).Except(verb.Settings.Select(s => s.Flag)));
        Assert.All(verb.Settings, setting => Assert.Contains(setting.Flag, help.Output, StringComparison.Ordinal));
    }

    /// <summary>Seen to fail on an example that ended in a remark, which the parser took for files.</summary>
    [Theory, MemberData(nameof(Names))]
    public void Every_example_is_understood(string name)
    {
        var tree = CommandTree.Build(Verbs.All);
        foreach (var example in Verbs.All.Single(v => v.Name == name).Examples)
        {
            // What a shell would do with it is left out: remarks, redirections, and the eval around completion.
            var line = System.CommandLine.Parsing.CommandLineParser.SplitCommandLine(example.Split(" > ")[0].Split(" # ")[0].Replace("eval \"$(", "", StringComparison.Ordinal).Replace(")\"", "", StringComparison.Ordinal)).ToArray();
            Assert.Equal("sparseeval", line[0]);
            Assert.Empty(tree.Parse(line[1..]).Errors);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public async Task A_mistyped_verb_is_guessed(string name)
    {
        var guessed = await _cli.RunAsync(name[..^1] + "x");
        Assert.Equal(2, guessed.Code);
        Assert.Contains($"Did you mean '{name}'?", guessed.Error, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task A_mistyped_flag_is_refused_and_guessed_where_the_verb_takes_none_like_it(string name)
    {
        var verb = Verbs.All.Single(v => v.Name == name);
        if (verb.Settings.Count == 0) return;
        var flag = verb.Settings[0].Flag;
        var guessed = await _cli.RunAsync(name, flag + "q");
        Assert.Equal(2, guessed.Code);
        Assert.Contains($"{flag}q", guessed.Error, StringComparison.Ordinal);
        Assert.Contains($"Did you mean '{flag}'?", guessed.Error, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Names))]
    public void The_command_lines_page_has_it(string name) =>
        Assert.Contains($"| `{name}` |", File.ReadAllText(Path.Combine(CommandLine.Root, "docs", "command-line.md")), StringComparison.Ordinal);
}
