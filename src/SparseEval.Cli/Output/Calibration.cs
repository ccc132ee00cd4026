using System.Globalization;
using SparseEval.Cli.Settings;

namespace SparseEval.Cli.Output;

/// <summary>What <c>calibrate</c> found.</summary>
/// <param name="Method">Chosen on the history.</param>
/// <param name="Frame">Benchmark and history.</param>
/// <param name="Items">Budget.</param>
/// <param name="Report">Its own backtest, models left out.</param>
/// <param name="Hash">That binds it.</param>
internal sealed record Calibration(AutoMethod Method, SamplingFrame Frame, int Items, BacktestReport Report, string Hash)
{
    public BacktestRow Row => Report.Rows[0];

    /// <summary>How the plan's interval turned out where the backtest does not try it: its ends come from past models, and the backtest has the interval of the stated rules. Null where both are one.</summary>
    public AutoTried? OwnTrials => Method.Interval is { Name: "history-calibrated" } ? Method.Tried : null;

    /// <summary>New models after which all past models have paid for themselves: the plan rests on all of them, while its worth was measured with those of a fold.</summary>
    private double? PaidAfter => Row is { BreakEvenModels: not null } ? Frame.History!.Models.Count * (double)Frame.Count / (Row.EffectiveItems - Row.Items) : null;

    /// <summary>The numbers of the backtest, one line each.</summary>
    public IReadOnlyList<string> Lines =>
    [
        $"{Quantity.Of(Items, "item")} of {Quantity.Count(Frame.Count)}, {Quantity.Share(Row.ItemsSaved)} saved",
        $"error {100 * Row.MeanAbsoluteError:0.00} points, bias {100 * Row.Bias:0.00;-0.00;0.00}",
        OwnTrials is { } tried
            ? $"{100 * Report.Confidence:0.##} % interval covers {100 * tried.Coverage:0.0} %, {100 * tried.Width:0.00} points wide, in {Quantity.Of(tried.Trials, "trial")} on models left out: its ends come from past models' errors, for each model from those of other folds; for a model that errs unlike all of them it may cover less"
            : Row.Coverage is { } coverage ? $"{100 * Report.Confidence:0.##} % interval covers {100 * coverage:0.0} %{(Row.CoverageError is { } error ? $" ± {100 * error:0.0}" : "")}, {100 * Row.MeanWidth:0.00} points wide" : "no interval: the aim is the score alone",
        !HasWorth(Row) ? "its worth in items of simple random sampling is not defined: no draw erred, as where each past model scores the same on all items" : $"worth {Quantity.Of(Row.EffectiveItems, "item")} of simple random sampling{(Row is { EffectiveItemsLower: { } lower, EffectiveItemsUpper: { } upper } ? $", 95 % range {Quantity.Count(lower)} to {Quantity.Count(upper)}" : "; one draw, so no range")}",
        BreakEven,
        $"measured on models left out: split {Report.Split}, {Quantity.Of(Report.Folds.Count, "fold")}, {Quantity.Of(Report.Draws, "draw")} each; the method was chosen on the same history, which flatters it a little",
    ];

    /// <summary>False where no draw erred but by rounding: there is no spread that a simple random sample of any size could have.</summary>
    public static bool HasWorth(BacktestRow row) => row.MeanAbsoluteError > 1e-9;

    private string BreakEven => Row switch
    {
        _ when !HasWorth(Row) => "no break-even is named without its worth",
        _ when PaidAfter is { } models => $"where the history of {Quantity.Of(Frame.History!.Models.Count, "model")} must be run for it, it breaks even after {Quantity.Of(Math.Ceiling(models), "new model")}, counting all that the method gains over simple random sampling, also without the history",
        { UsesHistory: false } => "it makes no use of the history, so a history run for its sake never breaks even",
        { EffectiveItemsUpper: { } most } when most <= Row.Items => "it spares no items against simple random sampling of the same precision, so a history run for its sake never breaks even",
        _ => "that it spares items against simple random sampling of the same precision is not shown, so no break-even is named; more --draws may tell",
    };

    /// <summary>The plan as YAML; paths as seen from its folder.</summary>
    public string Plan(string folder, string benchmark, string history, IReadOnlyList<(Setting Setting, string Value)> values)
    {
        var lines = new List<string> { "# Written by 'sparseeval calibrate'. Run the next model with: sparseeval run THIS_FILE --model MODEL", $"# {Method.Reason}" };
        lines.AddRange(Lines.Select(line => $"# {line}"));
        lines.Add("# Bound to benchmark and history by the hashes below; a run with others is refused. --seed and --model are free.");
        lines.Add(Line(CalibrateSettings.Version, Composition.CalibratedPlan.Version.ToString(CultureInfo.InvariantCulture)));
        lines.Add(Line(KnownSettings.Benchmark, PathNames.Portable(Path.GetRelativePath(folder, benchmark))));
        lines.Add(Line(KnownSettings.History, PathNames.Portable(Path.GetRelativePath(folder, history))));
        lines.Add(Line(CalibrateSettings.Fingerprint, Frame.Benchmark.Fingerprint));
        lines.Add(Line(CalibrateSettings.Binding, Hash));
        lines.Add(Line(KnownSettings.Method, "auto"));
        lines.Add(Line(KnownSettings.Limit, Items.ToString(CultureInfo.InvariantCulture)));
        lines.AddRange(values.Select(v => Line(v.Setting, v.Value)));
        return string.Join('\n', lines) + "\n";
    }

    /// <summary>Quoted as YAML's single quotes ask, so that no path or field reads as something else.</summary>
    private static string Line(Setting setting, string value) => $"{setting.Name}: '{value.Replace("'", "''", StringComparison.Ordinal)}'";
}
