namespace SparseEval;

/// <summary>Turns what an estimator knows into an interval. Members stand in <see cref="Intervals"/>.</summary>
public interface IIntervalMethod
{
    /// <summary>Name as it stands in records: <c>wald-t</c>.</summary>
    string Name { get; }

    /// <summary>The interval at the given confidence, clipped to the range that the observed scores leave possible.</summary>
    ConfidenceInterval Interval(IntervalInput input, double confidence);
}
