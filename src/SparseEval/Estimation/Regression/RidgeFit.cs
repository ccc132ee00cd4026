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
    private readonly double[][] _rows;

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
        _rows = rows;
        _spectrum = RidgeSpectrum.Of(rows, models);
        _projected = _spectrum.Project(_centred);
        _gap = _spectrum.Project(Array.ConvertAll(rows, row => Vectors.Dot(row, gap)));
    }

    /// <summary>False where the history is constant within every stratum, so nothing can be predicted.</summary>
    public bool HasPredictors => _spectrum.Lambda.Length > 0;

    public double LargestEigenvalue => _spectrum.Lambda.Max();

    /// <summary>The penalty, of some relative to the largest eigenvalue, that serves past models best; the scores play no part.</summary>
    public double Penalty(IReadOnlyList<double> relative)
    {
        var absolute = relative.Select(p => p * LargestEigenvalue).ToArray();
        var shares = Shares(absolute);
        return shares.Length == 0 ? absolute[0] : absolute[Array.IndexOf(shares, shares.Min())];
    }

    /// <summary>See <see cref="PenaltyChoice.Shares"/>.</summary>
    public double[] Shares(IReadOnlyList<double> absolute) =>
        PenaltyChoice.Shares(_spectrum, _rows, Array.ConvertAll(_scores.Stratum, h => 1.0 / _scores.ScoredInStratum[h]), absolute);

    /// <summary>Squares of the deleted residuals over those of the centred scores.</summary>
    public double Share(double alpha) => Residuals(alpha).Select((e, i) => e * e * _root[i] * _root[i]).Sum() / _centred.Sum(y => y * y);

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

    /// <summary>
    /// (1 - f) times the mean of the <see cref="Residuals"/>. Each item is then predicted by a fit that has not seen it, which takes away the bias of a fit that
    /// follows the sample's own luck; of the exactly unbiased average over left-out items a term of relative size alpha / (n lambda) is missing.
    /// </summary>
    public double DeletedMean(double[] residuals)
    {
        var sum = 0.0;
        for (var i = 0; i < residuals.Length; i++)
        {
            var h = _scores.Stratum[i];
            sum += _scores.Coefficients[i] * (1 - _scores.ScoredInStratum[h] / (double)_scores.Sample.Strata[h].Items) * residuals[i];
        }
        return sum;
    }

    private double[] Deleted(int[] group, double[] shrink)
    {
        var fitted = shrink.Select((v, j) => v * _projected[j]).ToArray();
        var plain = Array.ConvertAll(group, i => _centred[i] - Vectors.Dot(_spectrum.U[i], fitted));
        var kept = new DenseMatrix(group.Length);
        for (var k = 0; k < group.Length; k++)
        {
            var row = _spectrum.U[group[k]].Zip(shrink, (u, v) => u * v).ToArray();
            for (var l = 0; l < group.Length; l++)
                kept[k, l] = (k == l ? 1 : 0) - Level(group[k], group[l]) - Vectors.Dot(row, _spectrum.U[group[l]]);
        }
        // A unit that is all there is of its stratum cannot be predicted without itself; it has no variance either.
        if (group.Length == 1) return [kept[0, 0] > 1e-9 ? plain[0] / kept[0, 0] : 0];
        if (group.Length == _scores.ScoredInStratum[_scores.Stratum[group[0]]]) return new double[group.Length];
        var deleted = kept.Solve(DenseVector.OfArray(plain)).ToArray();
        return deleted.All(double.IsFinite) ? deleted : plain;
    }

    private double Level(int i, int j) => _scores.Stratum[i] == _scores.Stratum[j] ? 1.0 / _scores.ScoredInStratum[_scores.Stratum[i]] : 0;

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
}
