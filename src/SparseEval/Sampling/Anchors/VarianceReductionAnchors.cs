namespace SparseEval;

/// <summary>Greedy Bayesian quadrature: each next item leaves the least variance of the full score under y = mu + V z + e, z ~ N(0, I), e_i ~ N(0, psi_i).</summary>
/// <remarks>
/// With g = sum over unseen items of w v and C the covariance of z, Var(theta) = g' C g + sum over unseen of w^2 psi. Seeing item i takes w_i v_i from g, w_i^2 psi_i from the noise and
/// (C v_i) (C v_i)' / (psi_i + v_i' C v_i) from C; each candidate costs O(k^2), each step O(N k^2). Larger budgets only add items.
/// </remarks>
internal static class VarianceReductionAnchors
{
    /// <param name="factors">Of the history.</param>
    /// <param name="count">Number of items.</param>
    /// <param name="weights">Of the estimand, N.</param>
    public static int[] Choose(HistoryFactors factors, int count, double[] weights)
    {
        var (rank, v) = (factors.Rank, factors.Loadings);
        var covariance = Enumerable.Range(0, rank).Select(a => Enumerable.Range(0, rank).Select(b => a == b ? 1.0 : 0).ToArray()).ToArray();
        var goal = new double[rank];
        for (var i = 0; i < v.Length; i++) Vectors.AddScaled(goal, weights[i], v[i]);
        var (seen, chosen, gain) = (new bool[v.Length], new int[count], new double[v.Length]);
        for (var step = 0; step < count; step++)
        {
            var along = Array.ConvertAll(covariance, row => Vectors.Dot(row, goal));
            Parallel.For(0, v.Length, i => gain[i] = seen[i] ? double.NegativeInfinity : Gain(covariance, along, v[i], weights[i], factors.Noise[i]));
            var best = 0;
            for (var i = 1; i < gain.Length; i++)
                if (gain[i] > gain[best]) best = i;
            (chosen[step], seen[best]) = (best, true);
            See(covariance, goal, v[best], weights[best], factors.Noise[best]);
        }
        return chosen;
    }

    /// <summary>By how much the variance falls; <paramref name="along"/> is C g.</summary>
    private static double Gain(double[][] covariance, double[] along, double[] v, double weight, double noise)
    {
        var own = 0.0;
        for (var a = 0; a < v.Length; a++) own += v[a] * Vectors.Dot(covariance[a], v);
        var toward = Vectors.Dot(v, along);
        var left = toward - weight * own;
        return 2 * weight * toward - weight * weight * own + left * left / (noise + own) + weight * weight * noise;
    }

    private static void See(double[][] covariance, double[] goal, double[] v, double weight, double noise)
    {
        var moved = Array.ConvertAll(covariance, row => Vectors.Dot(row, v));
        var scale = 1 / (noise + Vectors.Dot(v, moved));
        for (var a = 0; a < moved.Length; a++) Vectors.AddScaled(covariance[a], -scale * moved[a], moved);
        Vectors.AddScaled(goal, -weight, v);
    }
}
