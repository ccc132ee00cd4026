using SparseEval.Evaluation;

namespace SparseEval.Cli.Output;

/// <summary>What a plan would do and cost, as people read it.</summary>
internal static class PreviewReport
{
    private const int Names = 12;

    public static void Write(TextWriter output, RunPreview preview, string model)
    {
        var (sample, benchmark) = (preview.Sample, preview.Plan.Frame.Benchmark);
        output.WriteLine();
        output.WriteLine($"{model} on {benchmark.Name}: {Quantity.Count(sample.Count)} of {Quantity.Of(benchmark.Count, "item")} would run (seed {sample.Seed})");
        output.WriteLine();
        var (name, forecast) = Forecast(preview);
        EstimateReport.WriteNamed(output, "design", sample.Design, Names);
        EstimateReport.WriteNamed(output, "estimator", $"{preview.Plan.Watch?.Name ?? preview.Plan.Estimator.Name}, {preview.Plan.Options.Estimand}", Names);
        EstimateReport.WriteNamed(output, name, forecast, Names);
        output.WriteLine();
        WriteStrata(output, sample);
        WriteCost(output, preview);
        EstimateReport.WriteDiagnostics(output, preview.Diagnostics);
    }

    private static (string Name, string Text) Forecast(RunPreview preview) => preview switch
    {
        { Plan.Watch: not null, Stop: { } stop } => ("stops", $"after {Quantity.Of(stop.Median, "item")} for half of {stop.Models} past models, after {Quantity.Count(stop.Percentile90)} for 90 % of them; " +
            $"{Quantity.Share(stop.Decided)} of them before the budget of {Quantity.Count(preview.Sample.Count)}, of which the costs below are"),
        { Plan.Watch: not null } => ("stops", $"when a rule is met, at the latest after {Quantity.Of(preview.Sample.Count, "item")}; without past models nothing more can be said"),
        { PredictedHalfWidth: { } half } => ("half-width", $"{half:0.0000} predicted at {preview.Plan.Options.Confidence * 100:0.##} % confidence"),
        _ => ("half-width", "cannot be predicted: see the remarks below"),
    };

    private static void WriteStrata(TextWriter output, Sample sample)
    {
        var unit = sample.UnitField is { } field ? $"{field}s" : "items";
        TextTable.Write(output, ["stratum", $"{unit}>", "drawn>", "share>"], sample.Strata.Select(stratum => (IReadOnlyList<string>)
            [stratum.Name, Quantity.Count(stratum.Units), Quantity.Count(stratum.Drawn), Quantity.Share((double)stratum.Drawn / stratum.Units)]));
        output.WriteLine();
    }

    private static void WriteCost(TextWriter output, RunPreview preview)
    {
        var (some, all) = (preview.PredictedCost, preview.PredictedFullCost);
        TextTable.Write(output, ["predicted compute", "this run>", "full run>", "share>"],
        [
            Row("input tokens", some.InputTokens, all.InputTokens, Quantity.Count),
            Row("output tokens", some.OutputTokens, all.OutputTokens, Quantity.Count),
            Row("forward FLOPs", some.ForwardFlops, all.ForwardFlops, Quantity.Si),
        ]);
        output.WriteLine();
    }

    private static IReadOnlyList<string> Row(string name, double some, double all, Func<double, string> text) =>
        [name, text(some), text(all), all > 0 ? Quantity.Share(some / all) : ""];
}
