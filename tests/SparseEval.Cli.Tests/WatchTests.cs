using System.Text.Json;

namespace SparseEval.Cli.Tests;

/// <summary>Runs that stop early.</summary>
public sealed class WatchTests : IDisposable
{
    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("half-width=0.05", "reached", 40, 700)]
    [InlineData("threshold=0.5", "above", 16, 200)]
    [InlineData("tokens=3000", "budget", 60, 200)]
    [InlineData("half-width=0.01,items=120", "budget", 120, 140)]
    public async Task I_can_stop_a_run_early(string until, string outcome, int least, int most)
    {
        var ran = await _cli.RunAsync("run", "--until", until, "--no-cache", "--format", "json");
        Assert.Equal((0, ""), (ran.Code, ran.Error));
        var record = JsonDocument.Parse(ran.Output).RootElement;
        Assert.Equal(outcome, record.GetProperty("watch").GetProperty("outcome").GetString());
        Assert.Equal("simple-random", record.GetProperty("design").GetString());
        Assert.InRange(record.GetProperty("items").GetArrayLength(), least, most);
    }

    [Fact]
    public async Task The_report_says_why_it_stopped_and_how_it_compares()
    {
        var baseline = Path.Combine(_cli.Folder.FullName, "weak.json");
        var first = await _cli.RunAsync("run", "--model", Path.Combine(CommandLine.Models, "pocket-weak"), "--design", "simple-random", "--limit", "600", "-o", baseline);
        Assert.Equal((0, ""), (first.Code, first.Error));
        var second = await _cli.RunAsync("run", "--until", "baseline=0.02", "--baseline", baseline, "--sequence", "group-sequential");
        Assert.Equal((0, ""), (second.Code, second.Error));
        Assert.Contains("  stopped  better, by baseline 0.02", second.Output, StringComparison.Ordinal);
        Assert.Contains("  against  pocket-weak: +0.", second.Output, StringComparison.Ordinal);
        Assert.All(second.Output.Split('\n').Where(line => !line.StartsWith("  record", StringComparison.Ordinal)), line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public async Task A_plan_says_when_past_models_would_have_stopped()
    {
        var plan = await _cli.RunAsync("plan", "--until", "half-width=0.05", "--sequence", "group-sequential");
        Assert.Equal((0, ""), (plan.Code, plan.Error));
        Assert.Contains("for half of 12 past models", plan.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--until", "speed=3", "Rules are: half-width")]
    [InlineData("--until", "half-width", "half-width=0.03")]
    [InlineData("--until", "half-width=0.7", "not in (0, 0.5)")]
    [InlineData("--until", "baseline=0.02", "--baseline FILE")]
    [InlineData("--sequence", "betting", "--until")]
    public async Task A_mistake_is_told(string flag, string value, string told)
    {
        var outcome = await _cli.RunAsync("run", flag, value);
        Assert.Equal(2, outcome.Code);
        Assert.Contains(told, outcome.Error, StringComparison.Ordinal);
    }

    [Theory, InlineData("--design", "stratified"), InlineData("--method", "auto"), InlineData("--estimator", "mean"), InlineData("--target-halfwidth", "0.03")]
    public async Task A_flag_of_fixed_sizes_is_refused(string flag, string value)
    {
        var outcome = await _cli.RunAsync("run", "--until", "half-width=0.05", flag, value);
        Assert.Equal(2, outcome.Code);
        Assert.Contains($"{flag} has no effect on a run that stops early", outcome.Error, StringComparison.Ordinal);
    }
}
