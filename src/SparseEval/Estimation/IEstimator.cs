namespace SparseEval;

/// <summary>Turns a scored sample into an estimate of the full score. Immutable; hyper-parameters go to its factory in <see cref="Estimators"/>.</summary>
public interface IEstimator
{
    /// <summary>Name as it stands in records: <c>mean</c>, <c>regression</c>.</summary>
    string Name { get; }

    /// <summary>Estimates the full score with an interval.</summary>
    /// <exception cref="SparseEvalException">The sample cannot carry the estimate; the message says what is missing.</exception>
    Estimate Estimate(ScoredSample scored, EstimationOptions options);
}
