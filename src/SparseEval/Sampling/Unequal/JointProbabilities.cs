using System.Numerics;

namespace SparseEval;

/// <summary>Exact joint inclusion probabilities pi_ij of drawn items, by <see cref="PoissonWindow"/>.</summary>
internal static class JointProbabilities
{
    /// <summary>Of conditional Poisson sampling with working probabilities p.</summary>
    /// <returns>Row a holds pi_ij of items[a] with items[0] to items[a - 1].</returns>
    public static double[][] ConditionalPoisson(double[] p, int size, int[] items)
    {
        var window = new PoissonWindow(p, size);
        return Pairs(window, items, (_, _) => 0, window.Weights);
    }

    /// <summary>
    /// Of Sampford's design: P(s) carries the factor sum over s of (1 - pi_k), whose expectation at a frequency is H = sum (1 - pi_k) g_k, and with i and j drawn
    /// H + (1 - pi_i) (1 - g_i) + (1 - pi_j) (1 - g_j).
    /// </summary>
    public static double[][] Sampford(double[] probabilities, int size, int[] items)
    {
        var window = new PoissonWindow(probabilities, size);
        var weights = window.Weights.Select((w, k) =>
        {
            var sum = Complex.Zero;
            for (var i = 0; i < probabilities.Length; i++) sum += (1 - probabilities[i]) * window[k, i];
            return w * sum;
        }).ToArray();
        return Pairs(window, items, (k, i) => window.Weights[k] * (1 - probabilities[i]) * (1 - window[k, i]), weights);
    }

    /// <param name="window">Of the design.</param>
    /// <param name="items">Drawn items.</param>
    /// <param name="own">What an item adds to the weight of a frequency when it is drawn.</param>
    /// <param name="weights">Of the frequencies; their sum normalises.</param>
    private static double[][] Pairs(PoissonWindow window, int[] items, Func<int, int, Complex> own, Complex[] weights)
    {
        var (total, frequencies) = (weights.Sum(w => w.Real), window.Frequencies);
        var g = Array.ConvertAll(items, i => Enumerable.Range(0, frequencies).Select(k => window[k, i]).ToArray());
        var extra = Array.ConvertAll(items, i => Enumerable.Range(0, frequencies).Select(k => own(k, i)).ToArray());
        var pairs = new double[items.Length][];
        Parallel.For(0, items.Length, a =>
        {
            pairs[a] = new double[a];
            for (var b = 0; b < a; b++)
            {
                var sum = 0.0;
                for (var k = 0; k < frequencies; k++) sum += (g[a][k] * g[b][k] * (weights[k] + extra[a][k] + extra[b][k])).Real;
                pairs[a][b] = sum / total;
            }
        });
        return pairs;
    }
}
