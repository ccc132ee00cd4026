namespace SparseEval.Evaluation;

/// <summary>Between an estimate and its JSON. Infinite degrees of freedom (a known variance) are null there: JSON has no infinity.</summary>
internal static class EstimateJson
{
    public static EstimateDto ToDto(Estimate estimate) => new()
    {
        Value = estimate.Value,
        StandardError = estimate.StandardError,
        DegreesOfFreedom = estimate.DegreesOfFreedom is { } df && double.IsFinite(df) ? df : null,
        Interval = estimate.Interval,
        SampleSize = estimate.SampleSize,
        PopulationSize = estimate.PopulationSize,
        Estimand = estimate.Estimand,
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
        Method = dto.Method,
        Diagnostics = dto.Diagnostics,
    };
}
