namespace SparseEval.Evaluation;

/// <summary>How a figure of the ledger is known.</summary>
public enum FigureBasis
{
    /// <summary>Counted or timed in the run.</summary>
    Measured,

    /// <summary>Told exactly by the engine for every item of the benchmark, and confirmed by each item that ran.</summary>
    Known,

    /// <summary>Predicted by the engine before anything ran; nothing measured is in it.</summary>
    Predicted,

    /// <summary>Estimated from the items that ran, by the design that drew them.</summary>
    Estimated,
}
