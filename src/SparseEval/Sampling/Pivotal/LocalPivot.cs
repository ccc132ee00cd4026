namespace SparseEval;

/// <summary>The local pivotal method: two near open items fight for their joint probability until one is decided; again until all are.</summary>
/// <remarks>Grafstrom, Lundstrom and Schelin (2012), Biometrics 68. Each fight keeps both expectations, so inclusion probabilities are exact; a sum that is a whole number gives exactly that many items.</remarks>
internal static class LocalPivot
{
    private const double Rounding = 1e-9;

    /// <param name="probabilities">Of every item, in [0, 1].</param>
    /// <param name="points">Coordinates of every item.</param>
    /// <param name="scheme">How pairs are picked.</param>
    /// <param name="chance">Picks and decides.</param>
    /// <param name="layout">Tree of the points; null to make one.</param>
    /// <returns>Drawn positions, ascending.</returns>
    public static int[] Draw(double[] probabilities, double[][] points, PivotalScheme scheme, IChance chance, NeighbourLayout? layout = null)
    {
        var current = (double[])probabilities.Clone();
        var tree = new NeighbourTree(layout ?? new(points));
        var open = new List<int>();
        for (var i = 0; i < current.Length; i++)
        {
            if (IsOpen(current[i])) open.Add(i);
            else tree.Remove(i);
        }
        var place = new int[current.Length];
        for (var k = 0; k < open.Count; k++) place[open[k]] = k;
        while (open.Count > 1)
        {
            var i = open[chance.Pick(open.Count)];
            var j = tree.Nearest(i);
            if (scheme == PivotalScheme.Lpm1) (i, j) = Mutual(tree, points, i, j);
            Fight(current, i, j, chance);
            Close(i);
            Close(j);
        }
        foreach (var i in open) current[i] = chance.Happens(current[i]) ? 1 : 0;
        return [.. Enumerable.Range(0, current.Length).Where(i => current[i] > 0.5)];

        void Close(int item)
        {
            if (IsOpen(current[item])) return;
            tree.Remove(item);
            var (at, last) = (place[item], open[^1]);
            (open[at], place[last]) = (last, at);
            open.RemoveAt(open.Count - 1);
        }
    }

    private static bool IsOpen(double p) => p is > Rounding and < 1 - Rounding;

    /// <summary>Walks from neighbour to nearer neighbour until two are each other's nearest; among equal distances it stops at once, so it ends.</summary>
    private static (int, int) Mutual(NeighbourTree tree, double[][] points, int i, int j)
    {
        while (true)
        {
            var next = tree.Nearest(j);
            if (next == i || Distance(points[next], points[j]) >= Distance(points[i], points[j])) return (i, j);
            (i, j) = (j, next);
        }
    }

    private static void Fight(double[] current, int i, int j, IChance chance)
    {
        var (a, b) = (current[i], current[j]);
        var sum = a + b;
        if (sum < 1)
        {
            var first = chance.Happens(a / sum);
            (current[i], current[j]) = first ? (Snapped(sum), 0.0) : (0.0, Snapped(sum));
            return;
        }
        var one = chance.Happens(2 - sum <= Rounding ? 1 : (1 - b) / (2 - sum));
        (current[i], current[j]) = one ? (1.0, Snapped(sum - 1)) : (Snapped(sum - 1), 1.0);
    }

    private static double Snapped(double p) => p < Rounding ? 0 : p > 1 - Rounding ? 1 : p;

    private static double Distance(double[] a, double[] b) => Vectors.SquaredDistance(a, b);
}
