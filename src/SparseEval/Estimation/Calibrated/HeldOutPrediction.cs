namespace SparseEval;

/// <summary>The same of a past model, by a predictor that has not seen it.</summary>
/// <param name="Prediction">From its scores on the sampled items.</param>
/// <param name="Truth">Its full score; where cells are missing the prediction stands for them, so that the error is that of the cells that are there.</param>
internal readonly record struct HeldOutPrediction(ScorePrediction Prediction, double Truth);
