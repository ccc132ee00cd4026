using System.Diagnostics;
using SparseEval.Cli.Commands;
using SparseEval.Cli.Completion;

namespace SparseEval.Cli.Tests;

/// <summary>What a shell offers, asked directly and through the shells themselves.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("compare", "comp")]
    [InlineData("doctor", "help", "doc")]
    [InlineData("stratified", "run", "--design", "strat")]
    [InlineData("simple-random", "backtest", "--design", "stratified", "--design", "simple")]
    [InlineData("--estimator", "run", "--esti")]
    [InlineData("cuda,cpu", "run", "--provider", "cuda,c")]
    [InlineData("--design=anchors", "plan", "--design=anc")]
    [InlineData("anchors", "plan", "--design", "=", "anc")]
    [InlineData("prune", "cache", "pr")]
    [InlineData("zsh", "completion", "z")]
    [InlineData("half-width=", "run", "--until", "half")]
    [InlineData("lm-eval-samples", "export", "--to", "lm")]
    [InlineData("matrix-parquet", "export", "--to", "matrix")]
    [InlineData("csv", "backtest", "--format", "")]
    [InlineData("newest", "backtest", "--split", "")]
    [InlineData("doubt", "estimate", "--trusted-by", "")]
    public void Names_are_offered(string expected, params string[] words) => Assert.Contains(expected, Completer.Of(words));

    [Theory]
    [InlineData("run", "--model", "")]
    [InlineData("run", "")]
    [InlineData("nothing", "--design", "")]
    [InlineData("run", "--resume", "stratif")]
    [InlineData("import", "--split", "")]
    [InlineData("import", "x", "--model", "")]
    public void Where_any_file_may_stand_the_shell_is_left_alone(params string[] words) => Assert.Empty(Completer.Of(words));

    /// <summary>One name has other values behind another verb.</summary>
    [Fact]
    public void Values_are_those_of_the_verb()
    {
        Assert.Equal(["text", "json"], Completer.Of(["run", "--format", ""]));
        Assert.Equal(["text", "json", "csv"], Completer.Of(["backtest", "--format", ""]));
        Assert.Equal(Settings.ExportSettings.Forms, Completer.Of(["export", "--to", ""]));
    }

    [Fact]
    public void Every_flag_of_every_verb_is_offered() => Assert.All(Verbs.All, verb => Assert.Subset(Completer.Of([verb.Name, "--"]).ToHashSet(), verb.Settings.Select(s => s.Flag).ToHashSet()));

    [Theory]
    [InlineData("bash", "COMP_WORDS=(sparseeval run --design strat); COMP_CWORD=3; _sparseeval; echo \"${COMPREPLY[@]}\"")]
    [InlineData("zsh", "compadd() { shift; print -- $@ }; words=(sparseeval run --design strat); CURRENT=4; _sparseeval")]
    [InlineData("fish", "complete -C 'sparseeval run --design strat'")]
    [InlineData("pwsh", "(TabExpansion2 'sparseeval run --design strat' 32).CompletionMatches.CompletionText")]
    public async Task A_shell_completes_a_name(string shell, string ask)
    {
        var printed = await _cli.RunAsync("completion", shell);
        Assert.Equal(0, printed.Code);
        _cli.Write("sparseeval", $"#!/bin/sh\nexec dotnet '{typeof(CommandLineProgram).Assembly.Location}' \"$@\"\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path.Combine(_cli.Folder.FullName, "sparseeval"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var script = _cli.Write("script", (shell == "zsh" ? "compdef() { :; }\n" : "") + printed.Output + ask + "\n");
        var start = new ProcessStartInfo(shell, [script]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{_cli.Folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}";
        using var process = Start(start);
        Assert.SkipWhen(process is null, $"{shell} is not installed.");
        var (output, error) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(("stratified", ""), ((await output).Trim(), (await error).Trim()));
    }

    [Fact]
    public async Task An_unknown_shell_is_refused() => Assert.Contains("bash, zsh, fish, pwsh", (await _cli.RunAsync("completion", "tcsh")).Error, StringComparison.Ordinal);

    private static Process? Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
