using SparseEval.Cli.Composition;
using SparseEval.Cli.Output;
using SparseEval.Cli.Output.Pages;
using SparseEval.Cli.Settings;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Commands;

/// <summary><c>sparseeval calibrate</c>: from a history to a plan for the next models, with its backtest, bound by hashes.</summary>
internal static class CalibrateVerb
{
    private static readonly Dictionary<int, double?> NothingScored = [];

    private static readonly Setting[] Deciding =
        [.. BenchmarkSettings.Own, KnownSettings.Aim, KnownSettings.Estimand, KnownSettings.Confidence, KnownSettings.Scorer, .. GenerationSettings.Own, .. JudgeSettings.Own];

    public static Verb Verb { get; } = new("calibrate", "Makes a reusable plan for the next models from past models' scores: method chosen and tried on models left out, bound to benchmark and history.", RunAsync)
    {
        TakesPlan = true,
        Settings =
        [
            KnownSettings.Benchmark, .. BenchmarkSettings.Own, KnownSettings.History, KnownSettings.Limit, CalibrateSettings.Tiny, KnownSettings.Aim, KnownSettings.Estimand, KnownSettings.Confidence, KnownSettings.Seed,
            BacktestSettings.Split, BacktestSettings.Models, BacktestSettings.Draws, BacktestSettings.Threads, ExportSettings.Task, KnownSettings.Work, .. ReportSettings.Own, CalibrateSettings.Output,
        ],
        Examples =
        [
            "sparseeval calibrate -o calibrated.yaml",
            "sparseeval calibrate --benchmark items.jsonl --history history.parquet --limit 300 -o calibrated.yaml -o calibrated.html",
            "sparseeval run calibrated.yaml --model models/next",
            "sparseeval calibrate --benchmark items.jsonl --history history.parquet --tiny 100 -o tiny.yaml",
            "sparseeval estimate tiny.yaml --scores scores.csv",
        ],
    };

    private static Task<int> RunAsync(VerbContext context, CancellationToken cancellation)
    {
        var values = context.Values;
        var outputs = OutputFiles.Of(values);
        if (outputs.Where(path => !ReportFiles.IsPage(path)).ToList() is not [var target] || Path.GetExtension(target).ToLowerInvariant() is not (".yaml" or ".yml"))
            throw new SparseEvalException("Give exactly one plan file to write, such as -o calibrated.yaml; a report of the backtest may stand beside it in .html.");
        var reports = ReportFiles.Of(values, outputs);
        if (values.Text(CalibrateSettings.Tiny) is not null && values.IsFlag(KnownSettings.Limit)) throw new SparseEvalException("--tiny says the number of items, as --limit does. Keep one.");
        var (calibration, options) = Calibrate(context, cancellation);
        OutputFiles.Write(target, calibration.Plan(Path.GetDirectoryName(target)!, values.FullPath(KnownSettings.Benchmark)!, values.FullPath(KnownSettings.History)!, Kept(values, Path.GetDirectoryName(target)!)));
        reports.Write(context, () => CalibrationPage.Of(calibration, options));
        Print(context.Output, calibration, target, values.Text(CalibrateSettings.Tiny) is null ? null : Tiny(values, calibration, target));
        return Task.FromResult(ExitCode.Done);
    }

    private static (Calibration, BacktestOptions) Calibrate(VerbContext context, CancellationToken cancellation)
    {
        var values = context.Values;
        if (values.Text(KnownSettings.History) is null or "none") throw new SparseEvalException($"A plan is calibrated on past models' scores. Give them with {KnownSettings.History.Flag} FILE.");
        using var waiting = PlanningDisplay.For(context.Error);
        var frame = PlanComposer.Frame(values, scoresAlone: values.Text(CalibrateSettings.Tiny) is null);
        var items = values.Integer(CalibrateSettings.Tiny, least: 2) ?? PlanComposer.ItemLimit(values, frame.Count);
        var (method, estimation) = MethodComposer.Chosen(values, frame, items);
        var plan = new RunPlan(frame) { Design = method.Design, Estimator = method.Estimator, Budget = Budget.Items(items), Options = estimation with { Interval = method.Interval } };
        var options = new BacktestOptions
        {
            Designs = [method.Design],
            Estimators = [method.Estimator],
            // An interval that was trained on all past models would be tried on its own material: its coverage is that of the cross-fitted trials (Calibration.OwnTrials), and the table has the stated rules' own.
            Intervals = [method.Interval is { Name: "history-calibrated" } ? null : method.Interval],
            Budgets = [BacktestBudget.OfItems(items)],
            Split = BacktestSplits.Of(values),
            Draws = values.Integer(BacktestSettings.Draws, least: 1) ?? 40,
            Seed = PlanComposer.Seed(values),
            Threads = values.Integer(BacktestSettings.Threads, least: 1) ?? Environment.ProcessorCount,
            Estimation = estimation with { Interval = null, Singletons = SingletonStratum.Combine },
        };
        return (new(method, frame, items, Backtest.Run(frame, options, cancellation: cancellation), CalibratedPlan.Hash(plan)), options);
    }

    /// <summary>What else decides the numbers, as it was in force: how the benchmark is read, what is averaged, and how answers are asked for, scored and judged; files as seen from the plan's folder.</summary>
    private static IReadOnlyList<(Setting, string)> Kept(SettingValues values, string folder) =>
    [
        (KnownSettings.Seed, $"{PlanComposer.Seed(values)}"),
        .. Deciding.Where(s => values.Text(s) is not null).Select(s => (s, IsPlace(values, s) ? PathNames.Portable(Path.GetRelativePath(folder, values.FullPath(s)!)) : values.Text(s)!)),
    ];

    /// <summary>A judge behind a server is named and not a place.</summary>
    private static bool IsPlace(SettingValues values, Setting setting) => setting.IsPath && (setting != JudgeSettings.Judge || values.Text(JudgeSettings.Server) is null);

    private static string Tiny(SettingValues values, Calibration calibration, string target)
    {
        var pass = calibration.Method.Design.Begin(calibration.Frame, calibration.Items, PlanComposer.Seed(values));
        if (!pass.TryNext(NothingScored, out _) || pass.TryNext(NothingScored, out _))
            throw new SparseEvalException($"The design {calibration.Method.Design.Name} draws later items by the scores of earlier ones, so there is no tiny benchmark to write. Use another --aim.");
        var folder = Path.Combine(Path.GetDirectoryName(target)!, Path.GetFileNameWithoutExtension(target));
        TinyFiles.Write(folder, target, calibration.Frame.Benchmark, [.. pass.Sample.Items.Select(i => i.Index).Order()], values.Text(ExportSettings.Task), PlanComposer.Seed(values));
        return folder;
    }

    private static void Print(TextWriter output, Calibration calibration, string target, string? tiny)
    {
        output.WriteLine();
        foreach (var line in EstimateReport.Wrap(calibration.Method.Reason, 76)) output.WriteLine($"  {line}");
        output.WriteLine();
        foreach (var text in calibration.Lines)
            foreach (var line in EstimateReport.Wrap(text, 76)) output.WriteLine($"  {line}");
        output.WriteLine();
        output.WriteLine($"  plan     {target}");
        if (tiny is not null) output.WriteLine($"  tiny     {tiny} (README.md says how to run it and how to estimate from its scores)");
        output.WriteLine();
        EstimateReport.WriteDiagnostics(output, calibration.Report.Diagnostics);
    }
}
