using MathNet.Numerics.LinearAlgebra.Double;

namespace SparseEval;

/// <summary>
/// Weighted ridge regression of the scores on the history with a free level for each stratum; leave-one-unit-out residuals for any penalty.
/// </summary>
/// <remarks>
/// Weights q_h, the stratum's mean of (1 - f_h) n_h / (n_h - 1) a_i^2, make the fit minimise the variance of the estimate. With y and X centred in each stratum and
/// scaled by sqrt(q), the smoother is S = P + U diag(lambda / (lambda + alpha)) U', P the stratum means; deleting unit c (with refitted levels) leaves the
/// residuals (I - S_cc)^-1 r_c exactly, because the fit is a quadratic problem (Cook and Weisberg 1982, 2.2, for ridge see Golub, Heath and Wahba 1979).
/// </remarks>
internal sealed class RidgeFit
{
    private readonly DesignedScores _scores;
    private readonly VarianceUnits _units;
    private readonly double[] _root;
    private readonly double[] _centred;
    private readonly RidgeSpectrum _spectrum;
    private readonly double[] _projected;
    private readonly double[] _gap;

    public RidgeFit(DesignedScores scores, VarianceUnits units, HistoryColumns history)
    {
        (_scores, _units) = (scores, units);
        _root = Roots();
        _centred = Centre(scores.Scores);
        var models = history.Totals.Length;
        var rows = Array.ConvertAll(scores.Index, _ => new double[models]);
        var gap = new double[models];
        for (var m = 0; m < models; m++)
        {
            var column = Array.ConvertAll(history.Rows, r => r[m]);
            gap[m] = history.Totals[m] - scores.Mean(column);
            var centred = Centre(column);
            for (var i = 0; i < rows.Length; i++) rows[i][m] = centred[i];
        }
        _spectrum = RidgeSpectrum.Of(rows, models);
        _projected = Project(_centred);
        _gap = Project(Array.ConvertAll(rows, row => Vectors.Dot(row, gap)));
    }

    /// <summary>False where the history is constant within every stratum, so nothing can be predicted.</summary>
    public bool HasPredictors => _spectrum.Lambda.Length > 0;

    public double LargestEigenvalue => _spectrum.Lambda.Max();

    /// <summary>beta' (xbar_N - xbar_S): what the history adds to the mean.</summary>
    public double Adjustment(double alpha) => _spectrum.Lambda.Select((l, j) => _projected[j] * _gap[j] / (l + alpha)).Sum();

    /// <summary>
    /// Residuals as if each unit had been predicted without itself, scaled by the share 1 - n_c / n_h that deletion takes from a plain stratum mean, so
    /// that without predictors they are the plain residuals.
    /// </summary>
    public double[] Residuals(double alpha)
    {
        var shrink = Array.ConvertAll(_spectrum.Lambda, l => l / (l + alpha));
        var residuals = new double[_scores.Count];
        foreach (var group in _units.Groups)
        {
            if (_root[group[0]] == 0) continue;
            var left = Deleted(group, shrink);
            for (var k = 0; k < group.Length; k++)
                residuals[group[k]] = left[k] / _root[group[k]] * (1 - group.Length / (double)_scores.ScoredInStratum[_scores.Stratum[group[k]]]);
        }
        return residuals;
    }

    private double[] Deleted(int[] group, double[] shrink)
    {
        var u = Array.ConvertAll(group, i => _spectrum.U[i]);
        var plain = group.Select((i, k) => _centred[i] - u[k].Select((v, j) => v * shrink[j] * _projected[j]).Sum()).ToArray();
        var kept = new DenseMatrix(group.Length);
        for (var k = 0; k < group.Length; k++)
            for (var l = 0; l < group.Length; l++)
            {
                var level = _scores.Stratum[group[k]] == _scores.Stratum[group[l]] ? 1.0 / _scores.ScoredInStratum[_scores.Stratum[group[k]]] : 0;
                var slope = 0.0;
                for (var j = 0; j < shrink.Length; j++) slope += u[k][j] * shrink[j] * u[l][j];
                kept[k, l] = (k == l ? 1 : 0) - level - slope;
            }
        // A unit that is all there is of its stratum cannot be predicted without itself; it has no variance either.
        if (group.Length == 1) return [kept[0, 0] > 1e-9 ? plain[0] / kept[0, 0] : 0];
        if (group.Length == _scores.ScoredInStratum[_scores.Stratum[group[0]]]) return new double[group.Length];
        var deleted = kept.Solve(DenseVector.OfArray(plain)).ToArray();
        return deleted.All(double.IsFinite) ? deleted : plain;
    }

    private double[] Roots()
    {
        var sums = new double[_scores.ScoredInStratum.Length];
        for (var i = 0; i < _scores.Count; i++)
        {
            var n = _units.UnitsAround(i);
            if (n < 2) continue;
            sums[_scores.Stratum[i]] += (1 - _units.FractionOf(i)) * n / (n - 1.0) * _scores.Coefficients[i] * _scores.Coefficients[i];
        }
        return Array.ConvertAll(_scores.Stratum, h => Math.Sqrt(sums[h] / _scores.ScoredInStratum[h]));
    }

    private double[] Centre(double[] values)
    {
        var means = new double[_scores.ScoredInStratum.Length];
        for (var i = 0; i < values.Length; i++) means[_scores.Stratum[i]] += values[i] / _scores.ScoredInStratum[_scores.Stratum[i]];
        return [.. values.Select((v, i) => _root[i] * (v - means[_scores.Stratum[i]]))];
    }

    private double[] Project(double[] values)
    {
        var projected = new double[_spectrum.Lambda.Length];
        for (var i = 0; i < values.Length; i++)
            for (var j = 0; j < projected.Length; j++) projected[j] += _spectrum.U[i][j] * values[i];
        return projected;
    }
}
