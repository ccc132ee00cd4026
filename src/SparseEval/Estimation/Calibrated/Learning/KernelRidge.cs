using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace SparseEval;

/// <summary>
/// Ridge regression by kernels: y = mean + k(x)' (K + alpha I)^-1 (y_m - mean), K of the sources centred in feature space; linear or Gaussian. Left-out predictions come
/// from the fit itself: residuals of a group are (I - H_gg)^-1 e_g (Cook and Weisberg 1982), H = U diag(l / (l + alpha)) U' + 1 1' / M.
/// </summary>
/// <remarks>
/// Scale and distance are the novelty h = k(x, x) - k(x)' (K + alpha I)^-1 k(x), relative to alpha: the variance of the prediction under the Gaussian process with this kernel.
/// </remarks>
internal sealed class KernelRidge : ILearnt
{
    private readonly SourceScores _sources;
    private readonly SourceKernel _kernel;
    private readonly Matrix<double> _u;
    private readonly double[] _lambda;
    private readonly double[] _projected;
    private readonly double _mean;
    private readonly double _alpha;

    public KernelRidge(SourceScores sources, double? width, IReadOnlyList<double> penalties)
    {
        (_sources, _kernel) = (sources, new(sources.Rows, width));
        _mean = sources.Totals.Average();
        var evd = DenseMatrix.OfRowArrays(_kernel.Products).Evd(Symmetricity.Symmetric);
        (_u, _lambda) = (evd.EigenVectors, [.. evd.EigenValues.Select(v => Math.Max(0, v.Real))]);
        _projected = (_u.TransposeThisAndMultiply(DenseVector.OfEnumerable(sources.Totals.Select(t => t - _mean)))).ToArray();
        var largest = Math.Max(1e-12, _lambda.Max());
        (_alpha, LeftOut) = penalties.Select(p => (Alpha: p * largest, LeftOut: Without(p * largest)))
            .MinBy(c => c.LeftOut.Select((l, m) => Math.Pow(l.Value - sources.Totals[m], 2)).Sum());
    }

    public IReadOnlyList<ScorePrediction> LeftOut { get; }

    /// <summary>Mean squared error of the left-out sources.</summary>
    public double Error => LeftOut.Select((l, m) => Math.Pow(l.Value - _sources.Totals[m], 2)).Average();

    public ScorePrediction Predict(double[] scores)
    {
        var (products, own) = _kernel.Of(scores);
        var along = _u.TransposeThisAndMultiply(DenseVector.OfArray(products)).ToArray();
        var (value, known) = (_mean, 0.0);
        for (var j = 0; j < along.Length; j++)
        {
            value += along[j] * _projected[j] / (_lambda[j] + _alpha);
            known += along[j] * along[j] / (_lambda[j] + _alpha);
        }
        var novelty = Math.Max(0, own - known) / _alpha;
        return new(value, Math.Sqrt(1 + novelty), novelty);
    }

    private ScorePrediction[] Without(double alpha)
    {
        var models = _sources.Totals.Length;
        var shrink = Array.ConvertAll(_lambda, l => l / (l + alpha));
        var left = new ScorePrediction[models];
        foreach (var group in Enumerable.Range(0, models).GroupBy(m => _sources.Leaders[m]).Select(g => g.ToArray()))
        {
            var kept = new DenseMatrix(group.Length);
            for (var a = 0; a < group.Length; a++)
                for (var b = 0; b < group.Length; b++) kept[a, b] = (a == b ? 1 : 0) - 1.0 / models - Hat(group[a], group[b], shrink);
            var residuals = kept.Solve(DenseVector.OfArray(Array.ConvertAll(group, m => _sources.Totals[m] - _mean - Fitted(m, shrink))));
            for (var a = 0; a < group.Length; a++)
            {
                var hat = Math.Min(0.999, Hat(group[a], group[a], shrink));
                left[group[a]] = new(_sources.Totals[group[a]] - residuals[a], Math.Sqrt(1 / (1 - hat)), hat / (1 - hat));
            }
        }
        return left;
    }

    private double Hat(int a, int b, double[] shrink)
    {
        var sum = 0.0;
        for (var j = 0; j < shrink.Length; j++) sum += _u[a, j] * _u[b, j] * shrink[j];
        return sum;
    }

    private double Fitted(int model, double[] shrink)
    {
        var sum = 0.0;
        for (var j = 0; j < shrink.Length; j++) sum += _u[model, j] * _projected[j] * shrink[j];
        return sum;
    }
}
