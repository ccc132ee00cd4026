namespace SparseEval;

/// <summary>
/// Chooses the ridge penalty by the history alone: past models stand in for the new one in turn, are predicted from all the others on the sampled items, and
/// the penalty with the smallest mean relative leave-one-out variance is taken.
/// </summary>
/// <remarks>
/// The new model's scores play no part, so the variance reported at that penalty is not a minimum over penalties and carries no optimism from the choice.
/// With A = (K + alpha I)^-1, K = X X', leaving column x out gives A y / (1 - x'Ax) for y = x and the diagonal A_ii + (Ax)_i^2 / (1 - x'Ax) (Sherman and Morrison), so one
/// factorisation serves all targets and penalties; deleted residuals are alpha (A_x x)_i / (alpha A_x,ii - 1 / n_h).
/// </remarks>
internal static class PenaltyChoice
{
    private const int MostTargets = 32;

    /// <param name="system">Of the centred and scaled rows.</param>
    /// <param name="rows">Items by models, centred in each stratum and scaled.</param>
    /// <param name="level">1 / n_h of each item's stratum.</param>
    /// <param name="penalties">Absolute.</param>
    /// <returns>For each penalty the mean over past models of their deleted over their plain squares; empty where none can stand in.</returns>
    public static double[] Shares(RidgeSystem system, double[][] rows, double[] level, IReadOnlyList<double> penalties)
    {
        var targets = Targets(rows);
        if (targets.Count == 0) return [];
        var solver = system.At(penalties);
        var diagonals = Diagonals(system, solver, penalties);
        var sums = new double[penalties.Count];
        foreach (var target in targets)
        {
            var (weights, kept) = system.WithoutColumn(target, solver, penalties);
            var (deleted, plain, products) = (new double[sums.Length], new double[sums.Length], new double[sums.Length]);
            for (var i = 0; i < rows.Length; i++)
            {
                Vectors.Dot(system.W[i], weights, products);
                for (var v = 0; v < products.Length; v++)
                {
                    var left = penalties[v] * (diagonals[i][v] + products[v] * products[v] / kept[v]) - level[i];
                    // An item that fixes its own fit cannot be predicted without itself.
                    if (left < 1e-9) continue;
                    var residual = penalties[v] * products[v] / kept[v] / left * (1 - level[i]);
                    deleted[v] += residual * residual;
                    plain[v] += rows[i][target] * rows[i][target];
                }
            }
            for (var v = 0; v < sums.Length; v++) sums[v] += plain[v] > 0 ? deleted[v] / plain[v] : 1;
        }
        return Array.ConvertAll(sums, s => s / targets.Count);
    }

    private static double[][] Diagonals(RidgeSystem system, ShiftedTridiagonals solver, IReadOnlyList<double> penalties) => Array.ConvertAll(system.W, w =>
    {
        var forms = new double[penalties.Count];
        solver.Forms(w, forms);
        for (var v = 0; v < forms.Length; v++) forms[v] = system.InverseDiagonal(forms[v], penalties[v]);
        return forms;
    });

    /// <summary>Columns that vary, at most 32, evenly spread along the order given.</summary>
    private static List<int> Targets(double[][] rows)
    {
        var varied = Enumerable.Range(0, rows[0].Length).Where(m => rows.Any(r => r[m] != 0)).ToList();
        if (varied.Count < 2) return [];
        return varied.Count <= MostTargets ? varied : [.. Enumerable.Range(0, MostTargets).Select(k => varied[(int)((k + 0.5) * varied.Count / MostTargets)])];
    }
}
