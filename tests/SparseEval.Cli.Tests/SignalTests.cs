using System.Diagnostics;

namespace SparseEval.Cli.Tests;

/// <summary>Ctrl-C and a polite end by the system: exit code 130, one line, and a run that goes on with --resume.</summary>
public sealed class SignalTests : IDisposable
{
    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("INT"), InlineData("TERM")]
    public async Task A_signal_ends_a_run_with_130_and_says_how_to_go_on(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent by kill.");
        using var process = _cli.Start("run", "--limit", "all", "--no-cache", "--threads", "1");
        var patience = Stopwatch.StartNew();
        while (!Directory.Exists(_cli.Work) || !Directory.EnumerateFiles(_cli.Work, "journal.db-wal", SearchOption.AllDirectories).Any())
        {
            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(1) && !process.HasExited);
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(130, process.ExitCode);
        Assert.Equal("", await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Contains("Finished items are kept; add --resume", await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
