namespace SparseEval;

/// <summary>Hyper-parameters of <see cref="Designs.Adaptive"/>.</summary>
public sealed record AdaptiveOptions
{
    private readonly int _randomesque = 5;
    private readonly int _batch = 4;
    private readonly double? _abilityError;

    /// <summary>Each item is drawn from this many most informative ones, so that the same few items are not used up by every model; 1 to 100, default 5.</summary>
    /// <exception cref="SparseEvalException">Outside 1 to 100.</exception>
    public int Randomesque
    {
        get => _randomesque;
        init => _randomesque = value is >= 1 and <= 100 ? value : throw new SparseEvalException($"Randomesque {value} is not in 1 to 100.");
    }

    /// <summary>Items drawn before the ability is estimated anew; 1 to 1,000, default 4.</summary>
    /// <exception cref="SparseEvalException">Outside 1 to 1,000.</exception>
    public int Batch
    {
        get => _batch;
        init => _batch = value is >= 1 and <= 1000 ? value : throw new SparseEvalException($"A batch of {value} items is not in 1 to 1,000.");
    }

    /// <summary>Stops before the budget once the ability's standard error, in standard deviations of past models, is at most this; above 0, null to use the whole budget.</summary>
    /// <exception cref="SparseEvalException">Not above 0.</exception>
    public double? AbilityError
    {
        get => _abilityError;
        init => _abilityError = value is null or > 0 ? value : throw new SparseEvalException($"An ability error of {value} is not above 0.");
    }
}
