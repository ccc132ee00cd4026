namespace SparseEval;

/// <summary>A full score predicted from a few items' scores.</summary>
/// <param name="Value">On the scale of scores.</param>
/// <param name="Scale">How unsure the predictor is, up to a factor that calibration finds; above 0.</param>
/// <param name="Distance">How strange the scores are to the predictor; larger is stranger.</param>
internal readonly record struct ScorePrediction(double Value, double Scale, double Distance);
