namespace SparseEval;

/// <summary>Hyper-parameters of <see cref="ConfidenceSequences.GroupSequential"/>.</summary>
public sealed record GroupSequentialOptions
{
    private readonly int _firstLook = 30;
    private readonly double _growth = 1.1;

    /// <summary>Items before the first look, at least 10; default 30. Before it the interval is what the scores leave possible.</summary>
    /// <exception cref="SparseEvalException">Under 10.</exception>
    public int FirstLook
    {
        get => _firstLook;
        init => _firstLook = value >= 10 ? value : throw new SparseEvalException($"A first look at {value} items is too early for a normal approximation. Take at least 10.");
    }

    /// <summary>Items at a look over those at the look before, above 1; default 1.1.</summary>
    /// <exception cref="SparseEvalException">Not above 1.</exception>
    public double Growth
    {
        get => _growth;
        init => _growth = value is > 1.005 and < 10 ? value : throw new SparseEvalException($"Looks that grow by a factor {value} are not possible. Give a number between 1.01 and 10, such as 1.1.");
    }

    /// <summary>Used where the plan has a half-width; without one the error spent by n items is alpha sqrt(n / N).</summary>
    public Spending Spending { get; init; }
}
