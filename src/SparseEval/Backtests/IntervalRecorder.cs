namespace SparseEval;

/// <summary>Takes the place of the interval method and keeps what an estimator hands to it, so that one estimate serves every method that is compared.</summary>
internal sealed class IntervalRecorder : IIntervalMethod
{
    private readonly Dictionary<ConfidenceInterval, IntervalInput> _inputs = new(ReferenceEqualityComparer.Instance);

    public string Name => "recorder";

    public ConfidenceInterval Interval(IntervalInput input, double confidence)
    {
        var placeholder = new ConfidenceInterval(input.LowerBound, input.UpperBound, confidence, Name);
        _inputs[placeholder] = input;
        return placeholder;
    }

    /// <summary>The interval that the method makes of an estimate; an estimator's own (a census, a band) stands for the default.</summary>
    /// <exception cref="SparseEvalException">The method refuses, or was asked for where the estimator has an interval of its own.</exception>
    public ConfidenceInterval Of(Estimate estimate, IIntervalMethod? method, double confidence)
    {
        var made = estimate.Interval!;
        if (_inputs.TryGetValue(made, out var input))
            return method?.Interval(input, confidence) ?? DefaultIntervalRule.Interval(input, confidence);
        if (method is null || made.Kind == "census") return made;
        throw new SparseEvalException($"The estimator has an interval of its own ({made.Kind}), which '{method.Name}' cannot take the place of.");
    }
}
