using SparseEval.Evaluation;

namespace SparseEval.Reports;

/// <summary>A drawn item as reports speak of it.</summary>
/// <param name="Position">In the benchmark, or -1 where the benchmark is not at hand.</param>
/// <param name="Id">In the benchmark.</param>
/// <param name="Stratum">Name of its stratum.</param>
/// <param name="Probability">Of being drawn.</param>
/// <param name="Score">Null where missing.</param>
/// <param name="Effect">Its part of the estimate's error to first order: influence value over probability; null where the estimator gives none.</param>
internal sealed record DrawnItem(int Position, string Id, string Stratum, double Probability, double? Score, double? Effect)
{
    public static IReadOnlyList<DrawnItem> Of(RunRecord record, SamplingFrame? frame)
    {
        var positions = record.Items.Select(item => frame?.Benchmark.IndexOf(item.Id) ?? -1).ToArray();
        return [.. record.Items.Select((item, k) => new DrawnItem(positions[k], item.Id, item.Stratum, item.InclusionProbability, item.Score,
            record.Estimate.Influence.TryGetValue(positions[k], out var influence) ? influence / item.InclusionProbability : null))];
    }

    public static IReadOnlyList<DrawnItem> Of(ScoredSample scored, Estimate estimate) => [.. scored.Sample.Items.Select((item, k) => new DrawnItem(item.Index,
        scored.Sample.Frame.Benchmark.Items[item.Index].Id, scored.Sample.Strata[item.Stratum].Name, item.InclusionProbability, scored.Scores[k],
        estimate.Influence.TryGetValue(item.Index, out var influence) ? influence / item.InclusionProbability : null))];
}
