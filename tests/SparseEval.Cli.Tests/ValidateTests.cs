using System.Text.Json;
using SparseEval.Reports;

namespace SparseEval.Cli.Tests;

public sealed class ValidateTests : IDisposable
{
    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Validation_compares_estimates_with_the_score_of_a_full_run()
    {
        var model = Path.Combine(CommandLine.Models, "pocket-weak");
        var outcome = await _cli.RunAsync("validate", "--model", model, "--limit", "300", "--seeds", "3", "--format", "json");
        Assert.Equal(0, outcome.Code);
        var validation = JsonDocument.Parse(outcome.Output).RootElement;
        var full = await _cli.RunAsync("run", "--model", model, "--limit", "all", "--estimator", "mean", "--format", "json");
        var score = JsonDocument.Parse(full.Output).RootElement.GetProperty("estimate").GetProperty("value").GetDouble();
        Assert.Equal(score, validation.GetProperty("fullScore").GetDouble(), 12);
        Assert.Equal(3, validation.GetProperty("seeds").GetArrayLength());
        foreach (var seed in validation.GetProperty("seeds").EnumerateArray())
            Assert.Equal(seed.GetProperty("lower").GetDouble() <= score && score <= seed.GetProperty("upper").GetDouble(), seed.GetProperty("holdsFullScore").GetBoolean());
    }

    [Fact]
    public async Task The_report_says_how_many_intervals_hold()
    {
        var outcome = await _cli.RunAsync("validate", "--model", Path.Combine(CommandLine.Models, "pocket-weak"), "--limit", "200");
        Assert.Contains("of 1 intervals hold the full score", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(outcome.Output.Contains("1 of 1 intervals", StringComparison.Ordinal) ? 0 : 6, outcome.Code);
    }

    [Theory]
    [InlineData(20, 20, true), InlineData(18, 20, true), InlineData(16, 20, true), InlineData(15, 20, false), InlineData(0, 1, true),
     InlineData(285, 300, true), InlineData(265, 300, false)]
    public void Coverage_is_implausible_where_chance_gives_so_little_in_under_one_of_a_hundred_cases(int covered, int intervals, bool plausible) =>
        Assert.Equal(plausible, PlausibleCoverage.Holds(covered, intervals, 0.95));
}
