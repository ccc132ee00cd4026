namespace SparseEval;

/// <summary>What is to be estimated, and how sure the interval is to be.</summary>
public sealed record EstimationOptions
{
    private readonly double _confidence = 0.95;

    /// <summary>The interval's level in (0, 1); default 0.95. Alpha is 1 minus it.</summary>
    /// <exception cref="SparseEvalException">Outside (0, 1).</exception>
    public double Confidence
    {
        get => _confidence;
        init => _confidence = value is > 0 and < 1 ? value
            : throw new SparseEvalException($"Confidence {value} is not in (0, 1). Give a share such as 0.95.");
    }

    /// <summary>Which average of the item scores; default the item-weighted one.</summary>
    public Estimand Estimand { get; init; } = Estimand.ItemWeighted;

    /// <summary>The interval's method; null lets the stated rules of <see cref="Intervals"/> choose, and the estimate says which and why.</summary>
    public IIntervalMethod? Interval { get; init; }

    /// <summary>What the interval speaks about; default the benchmark's own full score.</summary>
    public InferenceTarget Target { get; init; } = InferenceTarget.FullBenchmark;

    /// <summary>What to do with a stratum that has one scored unit of several; default refuse.</summary>
    public SingletonStratum Singletons { get; init; }

    /// <summary>
    /// Item field whose groups (items on one passage, say) share luck. Used where <see cref="Target"/> is <see cref="InferenceTarget.Superpopulation"/>:
    /// such items are then clustered even where they were drawn one by one. About the benchmark's own score it changes nothing.
    /// </summary>
    public string? ClusterField { get; init; }

    /// <summary>Keeps what the interval was made from, so that <see cref="Estimate.AtLevel"/> gives it at any confidence.</summary>
    internal bool KeepsLevels { get; init; }
}
