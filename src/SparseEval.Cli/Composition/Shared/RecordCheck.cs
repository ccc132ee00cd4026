using System.Globalization;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Composition.Shared;

/// <summary>Refuses a record whose estimate does not follow from its own items: it was edited, put together, or written half.</summary>
internal static class RecordCheck
{
    /// <summary>Ends may differ by this share of the half-width: other versions and other intervals of one kind of data differ by less.</summary>
    private const double MostShift = 1.0 / 3;

    /// <summary>Sampling errors by which an estimator with a history may lie beside the plain mean of its items.</summary>
    private const double MostErrors = 8;

    /// <exception cref="SparseEvalException">The number of items, the score or the interval is not that of the record's items; the message has both.</exception>
    public static void Require(ScoreSource source)
    {
        if (source.Record is not { IsInvalid: false } record) return;
        var estimate = record.Estimate;
        var scored = record.Items.Count(item => item.Score is not null);
        if (estimate.SampleSize != scored) throw Contradiction(source, $"an estimate from {estimate.SampleSize} items with a score", $"{scored}");
        if (estimate.PopulationSize != record.Benchmark.Items || record.Items.Count > record.Benchmark.Items)
            throw Contradiction(source, $"an estimate for {estimate.PopulationSize} items", $"{record.Items.Count} items of a benchmark of {record.Benchmark.Items}");
        if (estimate.Interval is { Level: not (> 0 and < 1) } odd) throw Contradiction(source, $"an interval at confidence {Text(odd.Level)}", "confidence lies between 0 and 1");
        if (estimate.Estimand != Estimand.ItemWeighted.Name || scored == 0) return;
        if (IsPlainMean(record)) RequireAgain(source, record);
        else if (record.Items.Count == record.Benchmark.Items && scored == record.Items.Count) RequireValue(source, estimate.Value, record.Items.Average(item => item.Score!.Value), 1e-6);
        else if (record.Watch is null && IsCentred(record)) RequirePlausible(source, record);
    }

    /// <summary>The mean by a design whose weights stand in the record, which can be estimated again from it alone.</summary>
    private static bool IsPlainMean(RunRecord record) => record.Estimator == "mean" && record.Watch is null && record.Estimate.Target == InferenceTarget.FullBenchmark
        && (record.Design == "simple-random" || record.Items.Count == record.Benchmark.Items || record.Design.StartsWith("stratified(", StringComparison.Ordinal) && !record.Design.Contains("cluster=", StringComparison.Ordinal) && !record.Design.Contains("pilot", StringComparison.Ordinal));

    private static bool IsCentred(RunRecord record) => record.Estimator.Split('(', ':')[0] is "mean" or "regression" or "post-stratified";

    private static void RequireAgain(ScoreSource source, RunRecord record)
    {
        var shared = SharedItems.Of([source], null, new());
        var again = Estimators.Mean().Estimate(shared.Scored(source), shared.Options(record.Estimate.Interval?.Level ?? 0.95));
        RequireValue(source, record.Estimate.Value, again.Value, 1e-6);
        if (record.Estimate.Interval is not { } stated || again.Interval is not { } now) return;
        var slack = MostShift * now.HalfWidth + 1e-6;
        if (stated.Lower > now.Lower + slack || stated.Upper < now.Upper - slack) throw Contradiction(source, $"the interval {Ends(stated)}", Ends(now));
    }

    private static void RequirePlausible(ScoreSource source, RunRecord record)
    {
        List<(double Weight, double Score)> items = [.. record.Items.Where(item => item.Score is not null).Select(item => (1 / item.InclusionProbability, item.Score!.Value))];
        var sum = items.Sum(item => item.Weight);
        var (mean, effective) = (items.Sum(item => item.Weight * item.Score) / sum, sum * sum / items.Sum(item => item.Weight * item.Weight));
        RequireValue(source, record.Estimate.Value, mean, MostErrors * 0.5 / Math.Sqrt(effective));
        // A band is made of past models' errors, which may lie to one side.
        if (record.Estimate.Interval is not { Kind: not ("calibrated-band" or "history-calibrated") } interval) return;
        var value = Math.Clamp(record.Estimate.Value, 0, 1);
        if (value < interval.Lower - 1e-6 || value > interval.Upper + 1e-6) throw Contradiction(source, $"the interval {Ends(interval)}", $"the score {Text(value)}, which lies outside");
    }

    private static void RequireValue(ScoreSource source, double stated, double own, double slack)
    {
        if (!(Math.Abs(stated - own) <= slack)) throw Contradiction(source, $"the score {Text(stated)}", Text(own));
    }

    private static string Ends(ConfidenceInterval interval) => $"{Text(interval.Lower)} to {Text(interval.Upper)}";

    private static string Text(double number) => number.ToString("0.######", CultureInfo.InvariantCulture);

    private static SparseEvalException Contradiction(ScoreSource source, string stated, string own) =>
        new($"'{source.Place}' states {stated}, and its own items give {own}: that is no run's result. Give the record as it was written.");
}
