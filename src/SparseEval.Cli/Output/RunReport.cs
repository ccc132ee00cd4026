using SparseEval.Evaluation;

namespace SparseEval.Cli.Output;

/// <summary>A run record as people read it.</summary>
internal static class RunReport
{
    public static void Write(TextWriter output, RunRecord record, string place)
    {
        var estimate = record.Estimate;
        output.WriteLine();
        output.WriteLine($"{record.Engine.Model} on {record.Benchmark.Name}, {Quantity.Of(record.Benchmark.Items, "item")} (seed {record.Seed}, {record.Engine.Provider})");
        output.WriteLine();
        EstimateReport.Write(output, estimate);
        ScoreInUnits.Write(output, record);
        WriteWatch(output, record.Watch);
        WriteEpochs(output, record.Items);
        output.WriteLine();
        WriteStrata(output, record);
        LedgerReport.Write(output, record);
        WriteChecks(output, record);
        EstimateReport.WriteDiagnostics(output, estimate.Diagnostics);
        output.WriteLine($"  record   {place}");
    }

    private static void WriteEpochs(TextWriter output, IReadOnlyList<RunItem> items)
    {
        var several = items.Where(item => item.Epochs is { Count: > 1 }).ToList();
        if (several.Count == 0) return;
        var changed = several.Count(item => item.Epochs!.Distinct().Count() > 1);
        output.WriteLine($"  epochs   {several[0].Epochs!.Count} an item; {Quantity.Of(changed, "item")} scored differently between them");
    }

    private static void WriteWatch(TextWriter output, WatchOutcome? watch)
    {
        if (watch is null) return;
        output.WriteLine();
        output.WriteLine($"  stopped  {watch.Outcome}, by {watch.Rule}");
        foreach (var line in EstimateReport.Wrap(watch.Reason)) output.WriteLine($"           {line}");
        if (watch.Comparison is not { } comparison) return;
        output.WriteLine($"  against  {comparison.Baseline}: {comparison.Difference:+0.0000;-0.0000}   {comparison.Interval.Lower:+0.0000;-0.0000} to {comparison.Interval.Upper:+0.0000;-0.0000} on {Quantity.Of(comparison.Items, "item")}");
    }

    private static void WriteChecks(TextWriter output, RunRecord record)
    {
        if (record.Determinism is { } found)
            output.WriteLine($"  repeats  {found.Checked - found.Flipped.Count} of {Quantity.Of(found.Checked, "item")} decided alike when asked again alone{(found.LargestDifference is { } largest ? $"; logs within {Quantity.Significant(largest)}" : "")}");
        if (record.Positions is { } positions) output.WriteLine($"  judge    {positions.Turned} of {Quantity.Of(positions.Pairs, "pair")} ({Quantity.Share(positions.Share)}) judged otherwise with places exchanged");
    }

    private static void WriteStrata(TextWriter output, RunRecord record)
    {
        var strata = record.Items.GroupBy(item => item.Stratum).ToList();
        if (strata.Count is < 2 or > 40) return;
        TextTable.Write(output, ["stratum", "drawn>", "of>", "mean score>"], strata.Select(stratum => (IReadOnlyList<string>)
        [
            stratum.Key,
            Quantity.Count(stratum.Count()),
            Quantity.Count(stratum.Sum(item => 1 / item.InclusionProbability)),
            stratum.Any(item => item.Score is not null) ? $"{stratum.Average(item => item.Score):0.00}" : "none",
        ]));
        output.WriteLine();
    }
}
