using SparseEval.Cli.Output.Jobs;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Output;

/// <summary>Estimates against full scores, as people read them.</summary>
internal static class ValidationReport
{
    public static void Write(TextWriter output, IReadOnlyList<ValidationRecord> validations)
    {
        var first = validations[0].Run;
        output.WriteLine();
        output.WriteLine($"{first.Engine.Model} on {first.Benchmark.Name}, {Quantity.Of(first.Benchmark.Items, "item")} ({first.Engine.Provider}): {first.Design}, {first.Estimator}");
        output.WriteLine($"full score {Score(validations[0].FullScore)} ({first.Estimate.Estimand}), full run {Quantity.Seconds(validations[0].FullCost.EngineTime.TotalSeconds)} engine time");
        output.WriteLine();
        TextTable.Write(output, Headings(first), validations.Select(Row));
        output.WriteLine();
        output.WriteLine($"  {Summary(validations)}");
        output.WriteLine();
    }

    /// <summary>The same for a page.</summary>
    public static string Markdown(IReadOnlyList<ValidationRecord> validations)
    {
        var first = validations[0].Run;
        var headings = Headings(first);
        var lines = new List<string>
        {
            $"### {JobMarkdown.Cell($"{first.Engine.Model} on {first.Benchmark.Name}")}",
            "",
            $"{JobMarkdown.Cell($"{first.Design}, {first.Estimator}, {first.Estimate.Estimand}, {first.Engine.Provider}")}. {Summary(validations)}.",
            "",
            $"| {string.Join(" | ", headings.Select(heading => heading.TrimEnd('>')))} |",
            $"|{string.Concat(headings.Select(heading => heading.EndsWith('>') ? "---:|" : "---|"))}",
        };
        lines.AddRange(validations.Select(validation => $"| {string.Join(" | ", Row(validation))} |"));
        return string.Join('\n', lines) + "\n";
    }

    private static string[] Headings(RunRecord run) =>
        ["seed>", "estimate>", $"{Level(run):0.##} % CI", "full score>", "holds", "items>", "engine time>", "saved>", "saved share>"];

    private static IReadOnlyList<string> Row(ValidationRecord validation)
    {
        var (run, estimate) = (validation.Run, validation.Run.Estimate);
        var (spent, full) = (Spent(validation), validation.FullCost.EngineTime.TotalSeconds);
        // Sums in two orders differ in their last digit.
        var saved = Math.Abs(full - spent) <= 1e-9 * full ? 0 : full - spent;
        return
        [
            $"{run.Seed}",
            $"{estimate.Value:0.0000}",
            estimate.Interval is { } interval ? $"{interval.Lower:0.0000}-{interval.Upper:0.0000}" : "none",
            Score(validation.FullScore),
            validation.IsCovered switch { true => "yes", false => "NO", null => "cannot say" },
            $"{estimate.SampleSize}",
            Quantity.Seconds(spent),
            Quantity.Seconds(saved),
            full > 0 ? Quantity.Share(saved / full) : "",
        ];
    }

    private static string Summary(IReadOnlyList<ValidationRecord> validations)
    {
        var judged = validations.Where(v => v.IsCovered is not null).ToList();
        if (judged.Count == 0) return "No interval could be judged: some items have no score, or the design carries no interval";
        var covered = judged.Count(v => v.IsCovered == true);
        var open = validations.Count - judged.Count;
        return $"{covered} of {judged.Count} intervals hold the full score ({Quantity.Share((double)covered / judged.Count)}){(open > 0 ? $", {open} could not be judged" : "")}; " +
            $"mean absolute error {judged.Average(v => Math.Abs(v.EstimateError!.Value)):0.0000}, mean half-width {judged.Average(v => v.Run.Estimate.Interval!.HalfWidth):0.0000}";
    }

    /// <summary>Engine seconds of the drawn items, those from the cache at their original cost.</summary>
    internal static double Spent(ValidationRecord validation) => validation.Items.Where(item => item.Drawn).Sum(item => item.Cost.EngineTime.TotalSeconds);

    private static double Level(RunRecord run) => (run.Estimate.Interval?.Level ?? 0.95) * 100;

    private static string Score(double? score) => score is { } value ? $"{value:0.0000}" : "unknown";
}
