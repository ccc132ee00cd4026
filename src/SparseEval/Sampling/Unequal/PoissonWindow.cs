using System.Numerics;

namespace SparseEval;

/// <summary>
/// Independent draws with probabilities p_i that sum to n, given that exactly n items are drawn: probabilities of that event and of what it makes of single items and pairs, by the
/// discrete Fourier transform of the number drawn.
/// </summary>
/// <remarks>
/// P(S = n) = (1/M) sum_k phi(t_k) exp(-i n t_k), t_k = 2 pi k / M, exact up to the tails beyond n +- M, which are below exp(-50) for M = 12 sd + 30 (Bernstein). With
/// g_i = p_i e^it / (1 - p_i + p_i e^it), P(i drawn, S = n) is the same sum with the factor g_i, and pairs have g_i g_j. Frequencies where |phi| is below 1e-18 are left out, so
/// about 20 remain whatever N is.
/// </remarks>
internal sealed class PoissonWindow
{
    private readonly Complex[][] _factors;

    /// <param name="p">In (0, 1), summing to <paramref name="size"/>.</param>
    /// <param name="size">n.</param>
    public PoissonWindow(double[] p, int size)
    {
        var deviation = Math.Sqrt(p.Sum(x => x * (1 - x)));
        var points = Math.Min(p.Length + 1, (int)(12 * deviation) + 30) | 1;
        var (weights, factors) = (new List<Complex>(), new List<Complex[]>());
        for (var k = 0; k <= points / 2; k++)
        {
            var turn = Complex.FromPolarCoordinates(1, 2 * Math.PI * k / points);
            var (size2, angle) = (0.0, -size * 2 * Math.PI * k / points);
            var along = new Complex[p.Length];
            for (var i = 0; i < p.Length; i++)
            {
                var one = 1 - p[i] + p[i] * turn;
                size2 += Math.Log(one.Magnitude);
                angle += one.Phase;
                along[i] = p[i] * turn / one;
            }
            if (size2 < -41) break;
            // The real part of twice the first half is the whole sum.
            weights.Add(Complex.FromPolarCoordinates((k == 0 ? 1 : 2) * Math.Exp(size2), angle));
            factors.Add(along);
        }
        Weights = [.. weights];
        _factors = [.. factors];
    }

    /// <summary>Of the frequencies: the real part of their sum is proportional to P(S = n).</summary>
    public Complex[] Weights { get; }

    public int Frequencies => Weights.Length;

    /// <summary>g_i at a frequency.</summary>
    public Complex this[int frequency, int item] => _factors[frequency][item];

    public Complex[] At(int frequency) => _factors[frequency];

    /// <summary>E[drawn i | S = n].</summary>
    public double[] Single()
    {
        var (total, single) = (Weights.Sum(w => w.Real), new double[_factors[0].Length]);
        for (var k = 0; k < Weights.Length; k++)
            for (var i = 0; i < single.Length; i++) single[i] += (Weights[k] * _factors[k][i]).Real;
        for (var i = 0; i < single.Length; i++) single[i] /= total;
        return single;
    }
}
