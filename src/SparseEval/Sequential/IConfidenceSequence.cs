namespace SparseEval;

/// <summary>A way to watch the full score while items come in, valid at whatever moment one looks. Immutable; members stand in <see cref="ConfidenceSequences"/>.</summary>
public interface IConfidenceSequence
{
    /// <summary>Name as it stands in records: <c>betting</c>.</summary>
    string Name { get; }

    /// <summary>False where the guarantee rests on a normal approximation, as a diagnostic then says.</summary>
    bool IsExact { get; }

    /// <summary>Starts watching.</summary>
    /// <exception cref="SparseEvalException">The plan lacks what the sequence needs.</exception>
    ISequenceRun Begin(SequencePlan plan);
}
