using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace SparseEval;

/// <summary>
/// Weighted ridge regression of the scores on the history with a free level for each stratum; leave-one-unit-out residuals for any penalty.
/// </summary>
/// <remarks>
/// Weights q_h, the stratum's mean of (1 - f_h) n_h / (n_h - 1) a_i^2, or (1 - pi_i) a_i^2 where probabilities differ, make the fit minimise the variance of
/// the estimate. With y and X centred in each stratum and scaled by sqrt(q), the smoother is S = P + U diag(lambda / (lambda + alpha)) U', P the stratum means; deleting unit c (with refitted levels) leaves the
/// residuals (I - S_cc)^-1 r_c exactly, because the fit is a quadratic problem (Cook and Weisberg 1982, 2.2, for ridge see Golub, Heath and Wahba 1979).
/// </remarks>
internal sealed class RidgeFit
{
    private readonly DesignedScores _scores;
    private readonly VarianceUnits _units;
    private readonly RidgeBasis _basis;
    private readonly double[] _centred;
    private readonly double[] _projected;
    private (double Alpha, double[] Values)? _solved;

    public RidgeFit(DesignedScores scores, VarianceUnits units, RidgeBasis basis)
    {
        (_scores, _units, _basis) = (scores, units, basis);
        _centred = basis.Centre(scores.Scores);
        _projected = basis.System.Project(_centred);
    }

    public RidgeBasis Basis => _basis;

    /// <summary>False where the history is constant within every stratum, so nothing can be predicted.</summary>
    public bool HasPredictors => _basis.LargestEigenvalue > 0;

    /// <summary>Squares of the deleted residuals over those of the centred scores.</summary>
    public double Share(double alpha) => Residuals(alpha).Select((e, i) => e * e * _basis.Root[i] * _basis.Root[i]).Sum() / _centred.Sum(y => y * y);

    /// <summary>beta' (xbar_N - xbar_S): what the history adds to the mean.</summary>
    public double Adjustment(double alpha) => Vectors.Dot(_basis.Gap, Solved(alpha));

    /// <summary>
    /// Residuals as if each unit had been predicted without itself, scaled by the share 1 - n_c / n_h that deletion takes from a plain stratum mean, so
    /// that without predictors they are the plain residuals.
    /// </summary>
    public double[] Residuals(double alpha)
    {
        var (kept, root) = (_basis.Kept(alpha, out var alone), _basis.Root);
        var fitted = _basis.System.Fitted(_centred, Solved(alpha), alpha);
        var residuals = new double[_scores.Count];
        for (var c = 0; c < kept.Length; c++)
        {
            var group = _units.Groups[c];
            if (Array.TrueForAll(group, i => root[i] == 0)) continue;
            var left = kept[c] is { } matrix ? Deleted(group, matrix, fitted) : [Deleted(group[0], alone, fitted)];
            for (var k = 0; k < group.Length; k++)
                residuals[group[k]] = root[group[k]] == 0 ? 0 : left[k] / root[group[k]] * (1 - group.Sum(_basis.LevelShare));
        }
        return residuals;
    }

    /// <summary>
    /// Sum of (1 - pi_i) a_i times the <see cref="Residuals"/> less the fit's own. Each item is then predicted by a fit that has not seen it, which takes away the bias of a
    /// fit that follows the sample's own luck; of the exactly unbiased average over left-out items a term of relative size alpha / (n lambda) is missing.
    /// </summary>
    public double DeletedMean(double[] residuals, double alpha)
    {
        var fitted = _basis.System.Fitted(_centred, Solved(alpha), alpha);
        var sum = 0.0;
        for (var i = 0; i < residuals.Length; i++)
        {
            if (_basis.Root[i] == 0) continue;
            var own = (_centred[i] - fitted[i]) / _basis.Root[i];
            sum += _scores.Coefficients[i] * (1 - 1 / _scores.Weights[i]) * (residuals[i] - own);
        }
        return sum;
    }

    private double[] Solved(double alpha)
    {
        if (_solved is { } known && known.Alpha == alpha) return known.Values;
        _solved = (alpha, _basis.System.At(alpha).Solve(_projected)[0]);
        return _solved.Value.Values;
    }

    /// <summary>A unit that is all there is of its stratum cannot be predicted without itself; it has no variance either.</summary>
    private double Deleted(int item, double[] alone, double[] fitted) => alone[item] > 1e-9 ? (_centred[item] - fitted[item]) / alone[item] : 0;

    private double[] Deleted(int[] group, Matrix<double> kept, double[] fitted)
    {
        var plain = Array.ConvertAll(group, i => _centred[i] - fitted[i]);
        if (group.Length == _scores.ScoredInStratum[_scores.Stratum[group[0]]]) return new double[group.Length];
        var deleted = kept.Solve(DenseVector.OfArray(plain)).ToArray();
        return deleted.All(double.IsFinite) ? deleted : plain;
    }
}
