using System.Collections.Concurrent;

namespace SparseEval.Bench.Arena;

/// <summary>The library's automatic method as a design and an estimator: chosen once for each split and budget, from the split's history alone.</summary>
internal sealed class AutoChoice(AutoAim aim) : ISamplingDesign, IEstimator
{
    private readonly ConcurrentDictionary<(SamplingFrame, int), Lazy<AutoMethod>> _chosen = [];

    public string Name => $"auto({aim})";

    public ISamplingPass Begin(SamplingFrame frame, int budget, ulong seed) => Method(frame, budget).Design.Begin(frame, budget, seed);

    public Estimate Estimate(ScoredSample scored, EstimationOptions options) => EstimateMany(scored.Sample, [scored.Scores], options)[0];

    public IReadOnlyList<Estimate> EstimateMany(Sample sample, IReadOnlyList<IReadOnlyList<double?>> scores, EstimationOptions options)
    {
        var method = Method(sample.Frame, sample.Count);
        return method.Estimator.EstimateMany(sample, scores, options with { Interval = method.Interval });
    }

    private AutoMethod Method(SamplingFrame frame, int budget) =>
        _chosen.GetOrAdd((frame, budget), key => new(() => AutoMethod.Choose(key.Item1, key.Item2, new() { Aim = aim }))).Value;
}
