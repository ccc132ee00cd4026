namespace SparseEval;

/// <summary>The drawn items that have a score, as a sample of their own: scores missing at random make it the second phase of the draw.</summary>
/// <param name="Positions">In <see cref="Sample.Items"/>, ascending.</param>
/// <param name="Probabilities">pi_i r / n of each, in (0, 1].</param>
/// <param name="Drawn">n, of which <paramref name="Positions"/> names r.</param>
internal sealed record ScoredPart(int[] Positions, double[] Probabilities, int Drawn)
{
    public int Count => Positions.Length;
}
