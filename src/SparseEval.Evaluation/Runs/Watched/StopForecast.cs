namespace SparseEval.Evaluation;

/// <summary>How many items a watched run will take, said before anything is spent.</summary>
/// <param name="Median">Half of the past models stop by then.</param>
/// <param name="Percentile90">90 % of them stop by then; a model unlike all of them can take more, never more than the budget.</param>
/// <param name="Decided">Share of past models that a rule stopped, the others having reached the budget.</param>
/// <param name="Models">Number of past models behind it, each taken as the target with the others as history.</param>
public sealed record StopForecast(int Median, int Percentile90, double Decided, int Models);
