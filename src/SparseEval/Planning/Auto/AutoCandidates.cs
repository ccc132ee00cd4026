namespace SparseEval;

/// <summary>What <see cref="AutoMethod"/> chooses from.</summary>
internal static class AutoCandidates
{
    /// <summary>Samples that the point score is chosen from.</summary>
    public const int Samples = 48;

    /// <summary>The plain mean of a simple random sample: never invalid.</summary>
    public static AutoMethod Plain { get; } = new(Designs.SimpleRandom(), Estimators.Mean(), null, "");

    /// <summary>Well spread over the items, all equally likely.</summary>
    public static ISamplingDesign Spread { get; } = Designs.Pivotal();

    /// <summary>Well spread, with more weight on items that past models differ on.</summary>
    public static ISamplingDesign Telling { get; } = Designs.Pivotal(new() { UniformShare = 0.5 });

    /// <summary>The best of many such samples.</summary>
    public static ISamplingDesign Best { get; } = Designs.Rerandomized(Designs.Pivotal(new() { UniformShare = 0.3 }), Samples);

    /// <summary>Simplest first.</summary>
    public static IEnumerable<AutoMethod> ForIntervals { get; } =
    [
        Plain,
        Plain with { Estimator = Estimators.Regression() },
        new(Spread, Estimators.Regression(), null, ""),
        new(Telling, Estimators.Regression(), null, ""),
    ];
}
