namespace SparseEval;

/// <summary>Makes the candidates for any number of models on the same sampled items.</summary>
internal sealed class CandidateRules
{
    private readonly StackSources _sources;
    private readonly CalibratedWeights _calibration;
    private readonly double[][] _weights;
    private readonly ScoreLearner _learner;
    private readonly FactorPrediction _prediction;

    public CandidateRules(StackSources sources, FittedLogisticModel model, int[] items, double[] itemWeights)
    {
        _sources = sources;
        _calibration = new(sources);
        _weights = _calibration.All();
        _learner = new(sources);
        _prediction = new(model, items, sources.Shares, itemWeights);
    }

    public StackCandidates Of(double[] scores)
    {
        var (predicted, residual, distance) = _prediction.Of(scores);
        return new(Vectors.Dot(_sources.Shares, scores), _calibration.Regression(scores),
            Array.ConvertAll(_weights, w => Vectors.Dot(w, scores)), _learner.Predict(scores), predicted, residual, distance);
    }
}
