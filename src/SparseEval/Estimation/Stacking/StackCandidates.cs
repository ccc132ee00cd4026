namespace SparseEval;

/// <summary>All estimates of one model's full score that a stack chooses from; calibrated and learned ones for each penalty.</summary>
/// <param name="Mean">The design's mean.</param>
/// <param name="Regression">Ridge regression of its scores on past models'.</param>
/// <param name="Calibrated">Weights calibrated to past models' full scores.</param>
/// <param name="Learned">Ridge regression over past models.</param>
/// <param name="Predicted">By the logistic factor model.</param>
/// <param name="Residual">Mean residual of that model on the sample.</param>
/// <param name="Distance">Squared distance of the pattern of scores from past models'.</param>
internal sealed record StackCandidates(double Mean, double Regression, double[] Calibrated, double[] Learned, double Predicted, double Residual, double Distance);
