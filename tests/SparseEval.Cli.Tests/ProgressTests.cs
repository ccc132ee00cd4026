using SparseEval.Cli.Output;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Tests;

public sealed class ProgressTests
{
    private static readonly RunProgress Progress = new()
    {
        Done = 1451,
        Total = 3840,
        Failed = 12,
        RunningScore = 0.846,
        RunningRange = new ConfidenceInterval(0.32, 0.942, 0.95, "range"),
        TokensPerSecond = 35_444,
        TimeLeft = TimeSpan.FromSeconds(1.63),
    };

    [Theory]
    [InlineData(200, "tokens/s"), InlineData(79, "left"), InlineData(60, "score so far 0.846"), InlineData(30, "12 failed"), InlineData(12, "1451/3840")]
    public void The_progress_line_is_never_longer_than_the_terminal_is_wide(int width, string kept)
    {
        var line = ProgressDisplay.Line(Progress, width);
        Assert.InRange(line.Length, 1, width);
        Assert.Contains(kept, line, StringComparison.Ordinal);
    }
}
