namespace SparseEval;

/// <summary>Mean, loadings and noise variance of every item, factor by factor so that whole benchmarks are worked through by vector instructions.</summary>
/// <param name="Mean">mu, N.</param>
/// <param name="Loadings">V, k arrays of N.</param>
/// <param name="Noise">psi, N, above 0.</param>
internal sealed record GaussianParameters(double[] Mean, double[][] Loadings, double[] Noise)
{
    public int Rank => Loadings.Length;

    public int Items => Mean.Length;

    /// <summary>The same model in axes of falling energy, each with a positive sum, so that equal fits have equal numbers.</summary>
    public GaussianParameters Canonical() => this with { Loadings = FactorAxes.Canonical(Loadings) };

    /// <summary>
    /// Loadings of factor j times max(0, 1 - s noise_j / energy_j), energy sum_i v_ij^2 and noise sum_i psi_i / M what M models leave in it by chance (James and Stein);
    /// noise (1 - h) psi_i + h mean(psi).
    /// </summary>
    public GaussianParameters Shrunk(double shrinkage, double smoothing, int models)
    {
        var level = Noise.Sum() / Items;
        var chance = level * Items / models;
        var loadings = Array.ConvertAll(Loadings, v =>
        {
            var energy = Vectors.Dot(v, v);
            var factor = energy > 0 ? Math.Max(0, 1 - shrinkage * chance / energy) : 0;
            return Array.ConvertAll(v, x => factor * x);
        });
        return this with { Loadings = loadings, Noise = Array.ConvertAll(Noise, psi => Math.Max(1e-6, (1 - smoothing) * psi + smoothing * level)) };
    }
}
