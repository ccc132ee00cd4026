namespace SparseEval.Bench.Calibration;

/// <summary>One row of the table; several targets share a history and a split.</summary>
internal sealed record Setting(string Group, string Name, IReadOnlyList<Population> Targets, ISamplingDesign Design, IEstimator Estimator, int N);
