namespace SparseEval.Cli.Composition.Shared;

/// <summary>The items that several sources have in common, as a sample that estimators take.</summary>
/// <param name="Sample">The shared items with the probabilities of the draw.</param>
/// <param name="Order">Positions in the order in which a watched run took them, or null where no size depended on scores.</param>
/// <param name="Target">That of the records, or what was asked for; questions like these where nothing says how large the benchmark is.</param>
internal sealed record SharedSample(Sample Sample, IReadOnlyList<int>? Order, InferenceTarget Target)
{
    /// <summary>Which average.</summary>
    public Estimand Estimand { get; init; } = Estimand.ItemWeighted;

    /// <summary>Item field whose groups share luck, or null.</summary>
    public string? ClusterField { get; init; }

    /// <summary>What a reader must know of the items.</summary>
    public IReadOnlyList<Diagnostic> Remarks { get; init; } = [];

    /// <summary>How a fixed sample of them is estimated.</summary>
    public EstimationOptions Options(double confidence) => new() { Confidence = confidence, Target = Target, Estimand = Estimand, ClusterField = ClusterField, Singletons = SingletonStratum.Combine };

    /// <summary>With epochs where the target is the score expected over them.</summary>
    public ScoredSample Scored(ScoreSource source) => Target != InferenceTarget.ExpectedScore || source.EpochScores is not { } epochs ? new(Sample, Of(source))
        : ScoredSample.OfEpochs(Sample, [.. Sample.Items.Select(item => epochs.GetValueOrDefault(Sample.Frame.Benchmark.Items[item.Index].Id) ?? [null])]);

    /// <summary>In the order of the sample's items.</summary>
    public IReadOnlyList<double?> Of(ScoreSource source) =>
        [.. Sample.Items.Select(item => source.Scores.GetValueOrDefault(Sample.Frame.Benchmark.Items[item.Index].Id))];

    /// <summary>True where every item of the benchmark is among the shared ones.</summary>
    public bool IsComplete => Sample.Count == Sample.Frame.Count && Target == InferenceTarget.FullBenchmark;
}
