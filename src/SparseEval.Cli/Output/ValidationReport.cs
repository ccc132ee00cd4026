using SparseEval.Evaluation;

namespace SparseEval.Cli.Output;

/// <summary>Estimates against full scores, as people read them.</summary>
internal static class ValidationReport
{
    public static void Write(TextWriter output, IReadOnlyList<ValidationRecord> validations)
    {
        var first = validations[0].Run;
        output.WriteLine();
        output.WriteLine($"{first.Engine.Model} on {first.Benchmark.Name}, {Quantity.Count(first.Benchmark.Items)} items ({first.Engine.Provider}): {first.Design}, {first.Estimator}");
        output.WriteLine($"full score {Score(validations[0].FullScore)} ({first.Estimate.Estimand}), full run {Quantity.Seconds(validations[0].FullCost.EngineTime.TotalSeconds)} engine time");
        output.WriteLine();
        TextTable.Write(output, ["seed>", "estimate>", "95 % CI".Replace("95", $"{Level(first):0.##}"), "full score>", "holds", "items>", "engine time>", "saved>", "saved share>"],
            validations.Select(Row));
        output.WriteLine();
        WriteSummary(output, validations);
    }

    private static IReadOnlyList<string> Row(ValidationRecord validation)
    {
        var (run, estimate) = (validation.Run, validation.Run.Estimate);
        var (spent, full) = (Spent(validation), validation.FullCost.EngineTime.TotalSeconds);
        return
        [
            $"{run.Seed}",
            $"{estimate.Value:0.0000}",
            estimate.Interval is { } interval ? $"{interval.Lower:0.0000}-{interval.Upper:0.0000}" : "none",
            Score(validation.FullScore),
            validation.IsCovered switch { true => "yes", false => "NO", null => "cannot say" },
            $"{estimate.SampleSize}",
            Quantity.Seconds(spent),
            Quantity.Seconds(full - spent),
            Quantity.Share((full - spent) / full),
        ];
    }

    private static void WriteSummary(TextWriter output, IReadOnlyList<ValidationRecord> validations)
    {
        var judged = validations.Where(v => v.IsCovered is not null).ToList();
        if (judged.Count == 0)
        {
            output.WriteLine("  no interval could be judged: some items have no score, or the design carries no interval");
            return;
        }
        var covered = judged.Count(v => v.IsCovered == true);
        output.WriteLine($"  {covered} of {judged.Count} intervals hold the full score ({Quantity.Share((double)covered / judged.Count)}); " +
            $"mean absolute error {judged.Average(v => Math.Abs(v.EstimateError!.Value)):0.0000}, mean half-width {judged.Average(v => v.Run.Estimate.Interval!.HalfWidth):0.0000}");
        output.WriteLine();
    }

    /// <summary>Engine seconds of the drawn items, those from the cache at their original cost.</summary>
    internal static double Spent(ValidationRecord validation) => validation.Items.Where(item => item.Drawn).Sum(item => item.Cost.EngineTime.TotalSeconds);

    private static double Level(RunRecord run) => (run.Estimate.Interval?.Level ?? 0.95) * 100;

    private static string Score(double? score) => score is { } value ? $"{value:0.0000}" : "unknown";
}
