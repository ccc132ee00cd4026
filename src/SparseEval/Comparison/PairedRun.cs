namespace SparseEval;

/// <summary>The difference of two models, A minus B, under watch; or A minus a share of B.</summary>
public sealed class PairedRun
{
    private readonly ISequenceRun _run;
    private readonly int _population;
    private readonly double _share;

    internal PairedRun(ISequenceRun run, int population, double share) => (_run, _population, _share) = (run, population, share);

    /// <summary>Number of items taken.</summary>
    public int Count => _run.Count;

    /// <summary>The estimated difference so far.</summary>
    public double Value => (1 + _share) * _run.Value - _share;

    /// <summary>Holds the difference at every moment at once.</summary>
    public ConfidenceInterval Interval => Gates.Unscale(_run.Interval, _share)!;

    /// <summary>What a reader must know.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => _run.Diagnostics;

    /// <summary>For stopping rules.</summary>
    public StreamState State => new(Interval, Value, Count, _population);

    internal ISequenceRun Inner => _run;

    /// <summary>Takes the next item of the random order.</summary>
    /// <param name="item">Position in the benchmark; each once.</param>
    /// <param name="a">Score of A in [0, 1].</param>
    /// <param name="b">Score of B in [0, 1].</param>
    /// <exception cref="SparseEvalException">The item came before, or a score is out of range.</exception>
    public void Add(int item, double a, double b)
    {
        if (!(a >= 0 && a <= 1 && b >= 0 && b <= 1)) throw new SparseEvalException($"Item {item} has the scores {a} and {b}; scores lie in [0, 1].");
        _run.Add(item, Math.Clamp((a - _share * b + _share) / (1 + _share), 0, 1));
    }
}
