namespace SparseEval;

/// <summary>
/// The cube method: a random walk of the inclusion probabilities along directions that leave the balancing equations as they are, until every item is in or out; when no direction is
/// left the last variable is given up, so the first ones hold best and the size, balanced by pi itself, is exact.
/// </summary>
/// <remarks>
/// Deville and Tille (2004), Biometrika 91; items enter a window of p + 1 in random order (Chauvet and Tille 2006), so a step costs O(p^3) whatever N is. The expectation of every step is 0,
/// so inclusion probabilities are kept exactly.
/// </remarks>
internal static class Cube
{
    private const double Rounding = 1e-9;

    /// <param name="probabilities">pi of every item; not changed.</param>
    /// <param name="variables">One row a variable: x of every item, scaled to about 1. The first is pi where the size is to be fixed.</param>
    /// <param name="order">Positions in the order in which items enter.</param>
    /// <param name="chance">Decides each step.</param>
    /// <returns>Drawn positions, ascending.</returns>
    public static int[] Draw(double[] probabilities, double[][] variables, int[] order, IChance chance)
    {
        var current = (double[])probabilities.Clone();
        Land(current, Fly(current, probabilities, variables, order, chance), probabilities, variables, chance);
        return Drawn(current);
    }

    public static int[] Drawn(double[] current) => [.. Enumerable.Range(0, current.Length).Where(i => current[i] > 0.5)];

    /// <summary>The flight: all equations hold at every step.</summary>
    /// <returns>Items that are still open, at most one a variable.</returns>
    public static List<int> Fly(double[] current, double[] probabilities, double[][] variables, int[] order, IChance chance)
    {
        var waiting = new Queue<int>(order.Where(i => IsOpen(current[i])));
        var window = new List<int>();
        var a = variables.Select(_ => new double[variables.Length + 1]).ToArray();
        while (true)
        {
            while (window.Count < variables.Length + 1 && waiting.TryDequeue(out var next)) window.Add(next);
            if (Direction(a, window, probabilities, variables, variables.Length) is not { } direction) return window;
            Step(current, window, direction, chance);
            window.RemoveAll(i => !IsOpen(current[i]));
        }
    }

    /// <summary>The landing: one variable after the other is given up, the last first.</summary>
    public static void Land(double[] current, List<int> window, double[] probabilities, double[][] variables, IChance chance)
    {
        var (open, kept) = (new List<int>(window), variables.Length);
        var a = variables.Select(_ => new double[variables.Length + 1]).ToArray();
        while (open.Count > 0)
        {
            if (Direction(a, open, probabilities, variables, kept) is { } direction) Step(current, open, direction, chance);
            else if (kept > 1) kept--;
            else Settle(current, open, chance);
            open.RemoveAll(i => !IsOpen(current[i]));
        }
    }

    private static double[]? Direction(double[][] a, List<int> window, double[] probabilities, double[][] variables, int kept)
    {
        if (window.Count == 0) return null;
        for (var j = 0; j < kept; j++)
            for (var c = 0; c < window.Count; c++) a[j][c] = variables[j][window[c]] / probabilities[window[c]];
        return NullVector.Of(a, kept, window.Count);
    }

    private static bool IsOpen(double p) => p is > Rounding and < 1 - Rounding;

    private static void Step(double[] current, List<int> window, double[] direction, IChance chance)
    {
        var (up, down) = (double.PositiveInfinity, double.PositiveInfinity);
        for (var c = 0; c < window.Count; c++)
        {
            var (p, u) = (current[window[c]], direction[c]);
            if (Math.Abs(u) < 1e-13) continue;
            up = Math.Min(up, (u > 0 ? 1 - p : p) / Math.Abs(u));
            down = Math.Min(down, (u > 0 ? p : 1 - p) / Math.Abs(u));
        }
        var move = chance.Happens(down / (up + down)) ? up : -down;
        for (var c = 0; c < window.Count; c++) current[window[c]] = Snapped(current[window[c]] + move * direction[c]);
    }

    /// <summary>One item is left over where the probabilities do not sum to a whole number (or to one but for rounding).</summary>
    private static void Settle(double[] current, List<int> window, IChance chance)
    {
        foreach (var i in window) current[i] = chance.Happens(current[i]) ? 1 : 0;
    }

    private static double Snapped(double p) => p < Rounding ? 0 : p > 1 - Rounding ? 1 : p;
}
