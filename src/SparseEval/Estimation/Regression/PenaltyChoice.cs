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

    /// <param name="spectrum">Of the centred and scaled rows.</param>
    /// <param name="rows">Items by models, centred in each stratum and scaled.</param>
    /// <param name="level">1 / n_h of each item's stratum.</param>
    /// <param name="penalties">Absolute.</param>
    /// <returns>For each penalty the mean over past models of their deleted over their plain squares; empty where none can stand in.</returns>
    public static double[] Shares(RidgeSpectrum spectrum, double[][] rows, double[] level, IReadOnlyList<double> penalties)
    {
        var targets = Targets(rows).ConvertAll(m => Array.ConvertAll(rows, r => r[m]));
        if (targets.Count == 0) return [];
        var projected = targets.ConvertAll(spectrum.Project);
        return [.. penalties.Select(alpha => Mean(spectrum, targets, projected, level, alpha))];
    }

    /// <summary>Columns that vary, at most 32, evenly spread along the order given.</summary>
    private static List<int> Targets(double[][] rows)
    {
        var varied = Enumerable.Range(0, rows[0].Length).Where(m => rows.Any(r => r[m] != 0)).ToList();
        if (varied.Count < 2) return [];
        return varied.Count <= MostTargets ? varied : [.. Enumerable.Range(0, MostTargets).Select(k => varied[(int)((k + 0.5) * varied.Count / MostTargets)])];
    }

    private static double Mean(RidgeSpectrum spectrum, List<double[]> targets, List<double[]> projected, double[] level, double alpha)
    {
        var inverse = Array.ConvertAll(spectrum.Lambda, l => 1 / (l + alpha));
        var removed = Array.ConvertAll(inverse, v => 1 / alpha - v);
        var diagonal = Array.ConvertAll(spectrum.U, u => 1 / alpha - Vectors.Form(u, removed));
        return targets.Select((x, t) => Share(x, Deleted(spectrum, projected[t], inverse), diagonal, level, alpha)).Average();
    }

    /// <summary>A x, and x'Ax subtracted from 1.</summary>
    private static (double[] Product, double Kept) Deleted(RidgeSpectrum spectrum, double[] projected, double[] inverse)
    {
        var weighted = projected.Select((p, j) => p * inverse[j]).ToArray();
        return (Array.ConvertAll(spectrum.U, u => Vectors.Dot(u, weighted)), 1 - Vectors.Dot(projected, weighted));
    }

    private static double Share(double[] x, (double[] Product, double Kept) without, double[] diagonal, double[] level, double alpha)
    {
        var (deleted, plain) = (0.0, 0.0);
        for (var i = 0; i < x.Length; i++)
        {
            var product = without.Product[i];
            var left = alpha * (diagonal[i] + product * product / without.Kept) - level[i];
            // An item that fixes its own fit cannot be predicted without itself.
            if (left < 1e-9) continue;
            deleted += Math.Pow(alpha * product / without.Kept / left * (1 - level[i]), 2);
            plain += x[i] * x[i];
        }
        return plain > 0 ? deleted / plain : 1;
    }
}
