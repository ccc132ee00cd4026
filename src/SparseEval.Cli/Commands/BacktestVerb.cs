using SparseEval.Cli.Composition;
using SparseEval.Cli.Output;
using SparseEval.Cli.Settings;
using SparseEval.Data;
using SparseEval.Reports;

namespace SparseEval.Cli.Commands;

/// <summary><c>sparseeval backtest</c>: holds past models out in turn and measures designs, estimators and intervals against their full scores.</summary>
internal static class BacktestVerb
{
    public static Verb Verb { get; } = new("backtest", "Replays past models: what error, coverage and width designs, estimators and intervals have on your benchmark.", RunAsync)
    {
        TakesPlan = true,
        Subject = [KnownSettings.Benchmark, KnownSettings.History],
        AfterCancel = "Cancelled. Finished pieces are kept; the same command goes on from there.",
        Settings =
        [
            KnownSettings.Benchmark, .. BenchmarkSettings.Own, KnownSettings.History, BacktestSettings.Designs, KnownSettings.By, KnownSettings.Allocation, KnownSettings.Cluster,
            KnownSettings.Scheme, KnownSettings.UniformShare,
            BacktestSettings.Estimators, BacktestSettings.Intervals, KnownSettings.Estimand, KnownSettings.Confidence, BacktestSettings.Budgets, BacktestSettings.Split, BacktestSettings.Models,
            BacktestSettings.Draws, KnownSettings.Seed, BacktestSettings.Control, BacktestSettings.Threads, KnownSettings.Work, .. ReportSettings.Own, BacktestSettings.Output, BacktestSettings.Format,
        ],
        Examples =
        [
            "sparseeval backtest",
            "sparseeval backtest --history scores.parquet --budgets 50,100,5% --split strongest",
            "sparseeval backtest --history scores.csv --benchmark items.jsonl --by subject --interval wald-t --interval wilson -o table.parquet",
            "sparseeval backtest --report report.html --charts charts",
            "sparseeval backtest --history scores.csv --split family --models models.csv --control --format json",
        ],
    };

    private static Task<int> RunAsync(VerbContext context, CancellationToken cancellation)
    {
        var format = context.Values.Text(BacktestSettings.Format) ?? "text";
        if (format is not ("text" or "json" or "csv"))
            throw new SparseEvalException($"{context.Values.Origin(BacktestSettings.Format)} is '{format}'; give text, json or csv. Parquet goes to a file: -o table.parquet.");
        var outputs = OutputFiles.Of(context.Values);
        if (outputs.FirstOrDefault(path => Extension(path) is not (".json" or ".csv" or ".parquet") && !ReportFiles.IsPage(path)) is { } unknown)
            throw new SparseEvalException($"{KnownSettings.Output.Flag} names '{unknown}'; a backtest is written as .json, .csv, .parquet or .html.");
        var reports = ReportFiles.Of(context.Values, outputs);
        var frame = BacktestComposer.Frame(context.Values);
        var options = BacktestComposer.Options(context.Values, frame);
        var report = Run(context, frame, options, cancellation);
        foreach (var path in outputs.Where(path => !ReportFiles.IsPage(path))) Write(path, report);
        reports.Write(context, () => ReportFactory.OfBacktest(report, frame, options));
        Print(context, report, format);
        return Task.FromResult(ExitCode.Done);
    }

    private static BacktestReport Run(VerbContext context, SamplingFrame frame, BacktestOptions options, CancellationToken cancellation)
    {
        using var progress = BacktestProgressDisplay.For(context.Error);
        using var pieces = FinishedPieces.Open(context.Values, Backtest.Fingerprint(frame, options), progress);
        if (pieces.Cells.Count > 0) context.Error.WriteLine($"sparseeval: going on after {Quantity.Of(pieces.Cells.Count, "finished piece")} of an earlier run.");
        var report = Backtest.Run(frame, options, pieces.Cells, pieces, cancellation);
        pieces.Remove();
        return report;
    }

    private static void Write(string path, BacktestReport report)
    {
        if (Extension(path) == ".parquet") BacktestTables.WriteParquet(path, report);
        else OutputFiles.Write(path, Extension(path) == ".json" ? BacktestJson.Write(report) : BacktestTables.ToCsv(report));
    }

    private static void Print(VerbContext context, BacktestReport report, string format)
    {
        if (format == "json") context.Output.Write(BacktestJson.Write(report) + "\n");
        else if (format == "csv") context.Output.Write(BacktestTables.ToCsv(report));
        else
        {
            BacktestTable.Write(context.Output, report);
            EstimateReport.WriteDiagnostics(context.Output, report.Diagnostics);
        }
    }

    private static string Extension(string path) => Path.GetExtension(path).ToLowerInvariant();
}
