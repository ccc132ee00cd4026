namespace SparseEval;

/// <summary>The estimate of one metric among several on the same sample.</summary>
/// <param name="Metric">Its name.</param>
/// <param name="Estimate">Its estimate; the interval's level is higher than asked for where all intervals are to hold at once.</param>
public sealed record MetricEstimate(string Metric, Estimate Estimate);
