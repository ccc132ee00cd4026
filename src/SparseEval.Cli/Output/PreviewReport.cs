using SparseEval.Evaluation;

namespace SparseEval.Cli.Output;

/// <summary>What a plan would do and cost, as people read it.</summary>
internal static class PreviewReport
{
    public static void Write(TextWriter output, RunPreview preview, string model)
    {
        var (sample, benchmark) = (preview.Sample, preview.Plan.Frame.Benchmark);
        output.WriteLine();
        output.WriteLine($"{model} on {benchmark.Name}: {Quantity.Count(sample.Count)} of {Quantity.Of(benchmark.Count, "item")} would run (seed {sample.Seed})");
        output.WriteLine();
        output.WriteLine($"  design       {sample.Design}");
        output.WriteLine($"  estimator    {preview.Plan.Estimator.Name}, {preview.Plan.Options.Estimand}");
        output.WriteLine(preview.PredictedHalfWidth is { } half
            ? $"  half-width   {half:0.0000} predicted at {preview.Plan.Options.Confidence * 100:0.##} % confidence"
            : "  half-width   cannot be predicted: see the remarks below");
        output.WriteLine();
        WriteStrata(output, sample);
        WriteCost(output, preview);
        EstimateReport.WriteDiagnostics(output, preview.Diagnostics);
    }

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
