namespace SparseEval;

/// <summary>V = sum over items of (1 - pi_i^2) / 2 (u_i - u_j)^2, j the nearest drawn item: for samples spread over a space, where only what differs between neighbours is left to chance.</summary>
/// <remarks>Grafstrom and Schelin (2014), Scand. J. Statist. 41, 2.3, with one neighbour; departure: the finite-population factor 1 - pi^2 (the pair's mean), which
/// is 0 for a census; 1 - pi is enough for noise but too little for what changes smoothly over the space (decision 0051). Ties go to the earlier item.</remarks>
/// <param name="Coordinates">Of each drawn item, in the order of the sample.</param>
internal sealed record NeighbourVariance(double[][] Coordinates) : DesignVariance
{
    public override DesignVariance ForResiduals { get; } = new ResidualVariance();

    public override VarianceForm For(ScoredPart part)
    {
        var open = Enumerable.Range(0, part.Count).Where(i => part.Probabilities[i] < InclusionProbabilities.Certain).ToArray();
        var pairs = open.Length < 2 ? [] : Array.ConvertAll(open, i => (i, Nearest(part, open, i), Math.Sqrt(0.5)));
        return new DifferenceForm(pairs, Array.ConvertAll(part.Probabilities, p => 1 - p * p));
    }

    private int Nearest(ScoredPart part, int[] open, int i)
    {
        var (own, nearest, least) = (Coordinates[part.Positions[i]], -1, double.PositiveInfinity);
        foreach (var j in open)
        {
            if (j == i) continue;
            var distance = Distance(own, Coordinates[part.Positions[j]]);
            if (distance < least) (nearest, least) = (j, distance);
        }
        return nearest;
    }

    private static double Distance(double[] a, double[] b) => Vectors.SquaredDistance(a, b);
}
