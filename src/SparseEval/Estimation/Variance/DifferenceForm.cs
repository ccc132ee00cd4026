namespace SparseEval;

/// <summary>V = sum over pairs of c^2 (u_i - u_j)^2.</summary>
/// <param name="pairs">Scored items i and j, and c.</param>
/// <param name="left">1 - pi of each scored item; each pair is weighed by its mean.</param>
internal sealed class DifferenceForm(IReadOnlyList<(int I, int J, double C)> pairs, double[] left) : VarianceForm
{
    public override double[] Parts(IReadOnlyList<double> expanded) =>
        [.. pairs.Select(p => p.C * Math.Sqrt((left[p.I] + left[p.J]) / 2) * (expanded[p.I] - expanded[p.J]))];

    /// <summary>Satterthwaite's for independent u: (tr A)^2 / tr A^2 over the pairs' products, which are 0 unless two pairs share an item.</summary>
    public override double DegreesOfFreedom(IReadOnlyList<double> spread)
    {
        var at = Enumerable.Range(0, left.Length).Select(_ => new List<int>()).ToArray();
        for (var k = 0; k < pairs.Count; k++)
        {
            at[pairs[k].I].Add(k);
            at[pairs[k].J].Add(k);
        }
        var (sum, squares) = (0.0, 0.0);
        for (var k = 0; k < pairs.Count; k++)
        {
            sum += Product(k, k, spread);
            foreach (var l in at[pairs[k].I].Union(at[pairs[k].J])) squares += Math.Pow(Product(k, l, spread), 2);
        }
        return squares > 0 ? Math.Max(1, sum * sum / squares) : 1;
    }

    private double Product(int k, int l, IReadOnlyList<double> spread)
    {
        var (a, b) = (pairs[k], pairs[l]);
        return a.C * b.C * (Sign(a.I, b) * spread[a.I] - Sign(a.J, b) * spread[a.J]);
    }

    private static double Sign(int item, (int I, int J, double C) pair) => item == pair.I ? 1 : item == pair.J ? -1 : 0;
}
