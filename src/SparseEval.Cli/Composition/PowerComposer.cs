using System.Globalization;
using SparseEval.Cli.Settings;

namespace SparseEval.Cli.Composition;

/// <summary>Computes the tables of <c>power</c>.</summary>
internal static class PowerComposer
{
    private static readonly int[] Usual = [25, 50, 100, 200, 400, 800, 1600, 3200];
    private static readonly double[] UsualMargins = [0.01, 0.02, 0.03, 0.05, 0.1];

    public static PowerTables Tables(SettingValues values, CancellationToken cancellation)
    {
        var (confidence, power, threshold) = Asked(values);
        var margins = Numbers(values, PowerSettings.Margins, UsualMargins, m => m is > 0 and < 0.5, "numbers in (0, 0.5)");
        var frame = Frame(values);
        var items = Numbers(values, PowerSettings.Items, [.. Usual.Where(n => n < frame.Count).Append(frame.Count).Select(n => (double)n)], n => n >= 2 && n <= frame.Count && n == Math.Floor(n), $"whole numbers from 2 to {frame.Count}");
        var (variance, basis) = Variance(values, frame);
        var (median, cautious) = (new PairedPower(frame.Count, variance.Median, confidence, power), new PairedPower(frame.Count, variance.Percentile90, confidence, power));
        var plan = new ForecastPlan
        {
            Frame = frame,
            Design = Designs.SimpleRandom(),
            Estimator = frame.History is null ? Estimators.Mean() : Estimators.Regression(),
            Seed = PlanComposer.Seed(values),
            Options = new() { Confidence = confidence },
        };
        var ofItems = items.Select(n => Of(plan, (int)n, median, cautious, cancellation)).ToList();
        var widths = SampleSizeForecast.Of(plan, margins);
        return new()
        {
            Benchmark = frame.Benchmark.Name,
            Population = frame.Count,
            Confidence = confidence,
            Power = power,
            Variance = variance,
            Basis = basis,
            WidthBasis = widths.Count > 0 ? widths[0].Forecast.Basis : HalfWidthForecast.Of(plan, (int)items[0]).Basis,
            Items = ofItems,
            Margins = [.. margins.Zip(widths, (m, width) => new PowerOfMargin(m, width.Budget, (median.ItemsFor(m), cautious.ItemsFor(m)), (median.ItemsForEquivalence(m), cautious.ItemsForEquivalence(m))))],
            Gates = threshold is { } least ? GatePower.Of(frame, least, margins, confidence, power, plan.Seed, cancellation) : [],
            Threshold = threshold,
        };
    }

    /// <summary>What can be wrong in flags is told before anything is read or computed.</summary>
    private static (double Confidence, double Power, double? Threshold) Asked(SettingValues values)
    {
        var (confidence, power) = (MethodComposer.Average(values).Confidence, values.Number(PowerSettings.Power) ?? 0.8);
        _ = new PairedPower(1_000_000, values.Number(PowerSettings.Variance) ?? 0.5, confidence, power).MinimumDetectableDifference(2);
        _ = PlanComposer.Seed(values);
        return (confidence, power, values.Number(GateSettings.Threshold) is { } threshold ? GateCriterion.Threshold(threshold).Least : null);
    }

    private static PowerOfItems Of(ForecastPlan plan, int items, PairedPower median, PairedPower cautious, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var width = HalfWidthForecast.Of(plan, items);
        return new(items, (width.Median, width.Percentile90), (median.MinimumDetectableDifference(items), cautious.MinimumDetectableDifference(items)));
    }

    private static SamplingFrame Frame(SettingValues values)
    {
        if (values.Text(KnownSettings.Benchmark) is not null) return PlanComposer.Frame(values, scoresAlone: true);
        var history = Data.ResponseMatrices.Read(values.FullPath(KnownSettings.History) ?? values.Required(KnownSettings.Benchmark));
        return new(new(Path.GetFileNameWithoutExtension(values.Required(KnownSettings.History)), [.. history.ItemIds.Select(id => new Item(id))]), history);
    }

    private static ((double Median, double Percentile90) Variance, string Basis) Variance(SettingValues values, SamplingFrame frame)
    {
        if (values.Number(PowerSettings.Variance) is { } assumed) return ((assumed, assumed), $"variance {assumed.ToString("0.####", CultureInfo.InvariantCulture)} of the difference, as given");
        if (frame.History is not { Models.Count: > 1 } history)
            throw new SparseEvalException($"Without past models nothing says how much two models differ from item to item. Give {KnownSettings.History.Flag} FILE with at least 2 models, or {PowerSettings.Variance.Flag} X: for right-or-wrong scores the share of items on which the two disagree.");
        var spread = DifferenceVariance.Of(history);
        if (spread.Median <= 0)
            throw new SparseEvalException($"Past models of the history score alike on every item ({spread.Pairs} pairs compared), as copies of one model do, so nothing says how much two models differ. Give a history of models that differ, or {PowerSettings.Variance.Flag} X: for right-or-wrong scores the share of items on which the two disagree.");
        // A pair of which only few items are known may vary more among these than any pair can over all items.
        var most = frame.Count / Math.Max(1, frame.Count - 1.0);
        return ((Math.Min(most, spread.Median), Math.Min(most, spread.Percentile90)), string.Create(CultureInfo.InvariantCulture, $"{spread.Pairs} pairs of past models within 0.1 in score: variance of the difference {spread.Median:0.000} for half of them, {spread.Percentile90:0.000} for 90 %"));
    }

    private static double[] Numbers(SettingValues values, Setting setting, double[] usual, Func<double, bool> fits, string allowed) => values.Text(setting) is not { } text ? usual
        : [.. text.Split(',', StringSplitOptions.TrimEntries).Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && fits(number) ? number
            : throw new SparseEvalException($"{values.Origin(setting)} is '{text}'; give {allowed}, separated by commas."))];
}
