namespace SparseEval.Evaluation;

/// <summary>What the ledger is made from.</summary>
/// <param name="Entries">In the order of the sample's items.</param>
/// <param name="EarlierAttempts">Attempts that were made again; theirs is spent too.</param>
/// <param name="Planning">Wall time of planning.</param>
/// <param name="Checked">Spent on requests of the run that give no item its score.</param>
/// <param name="Probed">Spent on probes before the run.</param>
internal sealed record LedgerInput(IReadOnlyList<FinishedItem> Entries, IReadOnlyList<FinishedItem> EarlierAttempts, TimeSpan Planning, ComputeCost? Checked = null, ComputeCost? Probed = null)
{
    public ComputeCost Checks => (Checked ?? ComputeCost.Zero) + Probes;

    public ComputeCost Probes => Probed ?? ComputeCost.Zero;
}
