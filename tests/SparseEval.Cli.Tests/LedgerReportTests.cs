using SparseEval.Cli.Output;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Tests;

/// <summary>A ledger says in words what no percentage tells.</summary>
public sealed class LedgerReportTests : IDisposable
{
    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData(1, 0.02, 2.1, "no engine time was saved: planning took longer (2.10 s) than the whole benchmark would have (0.02 s)")]
    [InlineData(2, 2.5, 1.0, "no engine time was saved: with planning this took 3.00 s, and the whole benchmark would have taken 2.50 s")]
    public async Task A_run_that_saved_no_time_says_so_with_both_numbers(double spent, double full, double planning, string told)
    {
        var text = await TextAsync(spent, full, planning);
        Assert.Contains(told, text.ReplaceLineEndings(" ").Replace("   ", " ", StringComparison.Ordinal).Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotMatch(@"-[1-9]\d\d+\.\d %", text);
    }

    [Fact]
    public async Task A_run_that_saved_time_says_nothing_of_the_kind() => Assert.DoesNotContain("no engine time", await TextAsync(1, 10, 0.1), StringComparison.Ordinal);

    private async Task<string> TextAsync(double spent, double full, double planning)
    {
        var path = Path.Combine(_cli.Folder.FullName, "record.json");
        Assert.Equal(0, (await _cli.RunAsync("run", "--limit", "40", "-o", path)).Code);
        var record = RunRecord.Read(path);
        LedgerFigure Seconds(double value) => new(value, null, FigureBasis.Measured);
        var ledger = record.Ledger with
        {
            Spent = record.Ledger.Spent with { EngineSeconds = Seconds(spent) },
            Full = record.Ledger.Full with { EngineSeconds = Seconds(full) },
            Saved = record.Ledger.Saved with { Figures = record.Ledger.Saved.Figures with { EngineSeconds = Seconds(full - spent - planning) } },
            PlanningSeconds = planning,
        };
        using var output = new StringWriter();
        LedgerReport.Write(output, record with { Ledger = ledger });
        return output.ToString();
    }
}
