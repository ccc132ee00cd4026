namespace SparseEval.Tests;

/// <summary>What kind of evidence a test gives for a member of a catalog.</summary>
internal enum Proof
{
    /// <summary>Equal to a reference implementation, to a published number, to all samples of a small population, or to known parameters.</summary>
    Exact,

    /// <summary>Coverage over draws, two-sided, seen to fail on a planted mistake; for what may give no interval, that none is given.</summary>
    Calibration,
}
