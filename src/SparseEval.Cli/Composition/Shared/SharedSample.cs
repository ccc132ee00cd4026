namespace SparseEval.Cli.Composition.Shared;

/// <summary>The items that several sources have in common, as a sample that estimators take.</summary>
/// <param name="Sample">The shared items with the probabilities of the draw.</param>
/// <param name="Order">Positions in the order in which a watched run took them, or null where no size depended on scores.</param>
/// <param name="Target">The benchmark, or questions like these where its size is not known.</param>
internal sealed record SharedSample(Sample Sample, IReadOnlyList<int>? Order, InferenceTarget Target)
{
    /// <summary>In the order of the sample's items.</summary>
    public IReadOnlyList<double?> Of(ScoreSource source) =>
        [.. Sample.Items.Select(item => source.Scores.GetValueOrDefault(Sample.Frame.Benchmark.Items[item.Index].Id))];

    /// <summary>True where every item of the benchmark is among the shared ones.</summary>
    public bool IsComplete => Sample.Count == Sample.Frame.Count && Target == InferenceTarget.FullBenchmark;
}
