namespace SparseEval;

/// <summary>One stream of scores under watch.</summary>
public interface ISequenceRun
{
    /// <summary>Takes the next item of the random order.</summary>
    /// <param name="item">Position in the benchmark, 0 to N - 1; each once.</param>
    /// <param name="score">Its score in [0, 1]. An item without a score is left out, which takes it as missing at random.</param>
    /// <exception cref="SparseEvalException">The item came before, or the score is outside [0, 1] or not a number.</exception>
    void Add(int item, double score);

    /// <summary>Number of items taken.</summary>
    int Count { get; }

    /// <summary>The estimate so far.</summary>
    double Value { get; }

    /// <summary>Holds the full score at every moment at once with the plan's confidence; it never grows.</summary>
    ConfidenceInterval Interval { get; }

    /// <summary>What a reader must know.</summary>
    IReadOnlyList<Diagnostic> Diagnostics { get; }
}
