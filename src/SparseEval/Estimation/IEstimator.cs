namespace SparseEval;

/// <summary>Turns a scored sample into an estimate of the full score. Immutable; hyper-parameters go to its factory in <see cref="Estimators"/>.</summary>
public interface IEstimator
{
    /// <summary>Name as it stands in records: <c>mean</c>, <c>regression</c>.</summary>
    string Name { get; }

    /// <summary>Estimates the full score with an interval.</summary>
    /// <exception cref="SparseEvalException">The sample cannot carry the estimate; the message says what is missing.</exception>
    Estimate Estimate(ScoredSample scored, EstimationOptions options);

    /// <summary>The same for several models on one sample; estimators that can share work between them do, with the same answers as one by one.</summary>
    /// <param name="sample">The drawn set.</param>
    /// <param name="scores">Of each model, as in <see cref="ScoredSample"/>.</param>
    /// <param name="options">The same for all models.</param>
    /// <returns>One estimate a model, in the order given.</returns>
    /// <exception cref="SparseEvalException">As for <see cref="Estimate"/>, of the first model that fails.</exception>
    IReadOnlyList<Estimate> EstimateMany(Sample sample, IReadOnlyList<IReadOnlyList<double?>> scores, EstimationOptions options) =>
        [.. scores.Select(s => Estimate(new ScoredSample(sample, s), options))];
}
