namespace SparseEval;

/// <summary>A run that is being planned: everything but the number of items.</summary>
public sealed record ForecastPlan
{
    /// <summary>What is known before the run; with a history of two models or more the forecast rests on it.</summary>
    public required SamplingFrame Frame { get; init; }

    /// <summary>How items will be drawn; it must have known probabilities.</summary>
    public required ISamplingDesign Design { get; init; }

    /// <summary>How the full score will be estimated.</summary>
    public required IEstimator Estimator { get; init; }

    /// <summary>The seed of the run; the forecast draws the very items that the run will draw.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Estimand, confidence and interval of the run.</summary>
    public EstimationOptions Options { get; init; } = new();
}
