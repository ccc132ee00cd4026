namespace SparseEval.Evaluation;

/// <summary>What a plan would do and cost, told before anything is spent.</summary>
public sealed record RunPreview
{
    /// <summary>The plan.</summary>
    public required RunPlan Plan { get; init; }

    /// <summary>
    /// The items that would run, with strata and inclusion probabilities. A design that learns from scores is shown as if its pilot told nothing.
    /// </summary>
    public required Sample Sample { get; init; }

    /// <summary>Ids of the drawn items, in the benchmark's order.</summary>
    public required IReadOnlyList<string> ItemIds { get; init; }

    /// <summary>Predicted cost of the drawn items, as <see cref="IInferenceEngine.Predict"/> says.</summary>
    public required ComputeCost PredictedCost { get; init; }

    /// <summary>Predicted cost of all items.</summary>
    public required ComputeCost PredictedFullCost { get; init; }

    /// <summary>How wide the interval will be and what that rests on, or null where it cannot be said; diagnostic SPE0041 then says why.</summary>
    public required HalfWidthForecast? Forecast { get; init; }

    /// <summary>
    /// Of a watched run: how many items it will take, or null for a run of fixed size and without past models. <see cref="Sample"/> and the costs are then
    /// those of the whole budget.
    /// </summary>
    public StopForecast? Stop { get; init; }

    /// <summary>Median of <see cref="Forecast"/>.</summary>
    public double? PredictedHalfWidth => Forecast?.Median;

    /// <summary>Remarks.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];
}
