namespace SparseEval;

/// <summary>Predictions of about the same size, and what came of them.</summary>
/// <param name="From">Lower end of the predictions, included.</param>
/// <param name="To">Upper end, excluded but for 1.</param>
/// <param name="Count">Number of predictions, above 0.</param>
/// <param name="Predicted">Their mean.</param>
/// <param name="Observed">Mean of the scores that they were about.</param>
public sealed record CalibrationBin(double From, double To, int Count, double Predicted, double Observed);
