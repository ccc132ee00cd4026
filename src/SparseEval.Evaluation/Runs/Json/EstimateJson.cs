namespace SparseEval.Evaluation;

/// <summary>Between an estimate and its JSON. Infinite degrees of freedom (a known variance) are null there: JSON has no infinity.</summary>
internal static class EstimateJson
{
    /// <summary>As the command line's --inference names them; that of this benchmark's score as run is left out.</summary>
    private static readonly Dictionary<string, InferenceTarget> Targets = new(StringComparer.Ordinal) { ["expected"] = InferenceTarget.ExpectedScore, ["superpopulation"] = InferenceTarget.Superpopulation };

    public static EstimateDto ToDto(Estimate estimate) => new()
    {
        Value = estimate.Value,
        StandardError = estimate.StandardError,
        DegreesOfFreedom = estimate.DegreesOfFreedom is { } df && double.IsFinite(df) ? df : null,
        Interval = estimate.Interval,
        SampleSize = estimate.SampleSize,
        PopulationSize = estimate.PopulationSize,
        Estimand = estimate.Estimand,
        Target = Targets.FirstOrDefault(name => name.Value == estimate.Target).Key,
        Method = estimate.Method,
        Diagnostics = estimate.Diagnostics,
    };

    public static Estimate FromDto(EstimateDto dto) => new()
    {
        Value = dto.Value,
        StandardError = dto.StandardError,
        DegreesOfFreedom = dto.DegreesOfFreedom,
        Interval = dto.Interval,
        SampleSize = dto.SampleSize,
        PopulationSize = dto.PopulationSize,
        Estimand = dto.Estimand,
        Target = dto.Target is null ? InferenceTarget.FullBenchmark : Targets.TryGetValue(dto.Target, out var target) ? target
            : throw new System.Text.Json.JsonException($"The estimate's target is '{dto.Target}'; known are {string.Join(" and ", Targets.Keys)}, and none for the benchmark's own score."),
        Method = dto.Method,
        Diagnostics = dto.Diagnostics,
    };
}
