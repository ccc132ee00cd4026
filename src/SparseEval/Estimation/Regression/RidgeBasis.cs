using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace SparseEval;

/// <summary>
/// What the ridge fits of all models on the same scored items have in common: the centred and weighted history, its spectrum, the penalty, and how deleting
/// a unit moves its own residuals. See <see cref="RidgeFit"/>.
/// </summary>
internal sealed class RidgeBasis
{
    /// <summary>A smaller deviation of a score in [0, 1] from its mean is a rounding error: constant columns must be exactly 0.</summary>
    private const double Rounding = 1e-13;

    private readonly DesignedScores _scores;
    private readonly VarianceUnits _units;
    private readonly double[][] _rows;
    private readonly double[] _weights;
    private (IReadOnlyList<double> Relative, double Alpha)? _penalty;
    private (double Alpha, double[] Alone, Matrix<double>?[] Kept)? _deletion;
    private (double Alpha, double? Share)? _past;

    public RidgeBasis(DesignedScores scores, VarianceUnits units, HistoryColumns history)
    {
        (_scores, _units) = (scores, units);
        Root = Roots();
        _weights = LevelWeights();
        var models = history.Totals.Length;
        _rows = Array.ConvertAll(scores.Index, _ => new double[models]);
        var gap = new double[models];
        for (var m = 0; m < models; m++)
        {
            var column = Array.ConvertAll(history.Rows, r => r[m]);
            gap[m] = history.Totals[m] - scores.Mean(column);
            var centred = Centre(column);
            for (var i = 0; i < _rows.Length; i++) _rows[i][m] = centred[i];
        }
        System = RidgeSystem.Of(_rows, models);
        Gap = System.ProjectColumns(gap);
    }

    /// <summary>Square roots of the fit's weights.</summary>
    public double[] Root { get; }

    public RidgeSystem System { get; }

    /// <summary>xbar_N - xbar_S, projected by <see cref="RidgeSystem.ProjectColumns"/>.</summary>
    public double[] Gap { get; }

    public double LargestEigenvalue => System.LargestEigenvalue;

    /// <summary>The penalty, of some relative to the largest eigenvalue, that serves past models best; the scores play no part.</summary>
    public double Penalty(IReadOnlyList<double> relative)
    {
        if (_penalty is { } known && ReferenceEquals(known.Relative, relative)) return known.Alpha;
        var absolute = relative.Select(p => p * LargestEigenvalue).ToArray();
        var shares = Shares(absolute);
        var alpha = shares.Length == 0 ? absolute[0] : absolute[Array.IndexOf(shares, shares.Min())];
        _penalty = (relative, alpha);
        _past = (alpha, shares.Length == 0 ? null : shares.Min());
        return alpha;
    }

    /// <summary>Of past models' variance, the mean share that the others leave unpredicted at this penalty; null where fewer than two can say.</summary>
    public double? PastShare(double alpha)
    {
        if (_past?.Alpha != alpha) _past = (alpha, Shares([alpha]) is [var share] ? share : null);
        return _past.Value.Share;
    }

    /// <summary>See <see cref="PenaltyChoice.Shares"/>.</summary>
    public double[] Shares(IReadOnlyList<double> absolute) =>
        PenaltyChoice.Shares(System, _rows, [.. _weights.Select(w => w * w)], absolute);

    /// <summary>I - S_cc of each unit c: one number where it is one item.</summary>
    public Matrix<double>?[] Kept(double alpha, out double[] alone)
    {
        if (_deletion is not { } known || known.Alpha != alpha)
        {
            var smoother = System.SmootherDiagonal(alpha);
            var own = smoother.Select((s, i) => 1 - Level(i, i) - s).ToArray();
            _deletion = known = (alpha, own, [.. _units.Groups.Select(group => group.Length == 1 ? null : Kept(group, alpha))]);
        }
        alone = known.Alone;
        return known.Kept;
    }

    /// <summary>Centred in each stratum and weighted.</summary>
    public double[] Centre(double[] values)
    {
        var means = new double[_scores.ScoredInStratum.Length];
        for (var i = 0; i < values.Length; i++) means[_scores.Stratum[i]] += values[i] * LevelShare(i);
        return [.. values.Select((v, i) => v - means[_scores.Stratum[i]] is var d && Math.Abs(d) > Rounding ? Root[i] * d : 0)];
    }

    private DenseMatrix Kept(int[] group, double alpha)
    {
        var (kept, solver) = (new DenseMatrix(group.Length), System.At(alpha));
        for (var l = 0; l < group.Length; l++)
        {
            var solved = solver.Solve(System.W[group[l]])[0];
            for (var k = 0; k < group.Length; k++)
                kept[k, l] = (k == l ? 1 : 0) - Level(group[k], group[l]) - System.Smoother(group[k], group[l], solved, alpha);
        }
        return kept;
    }

    /// <summary>The item's share of the mean that is its stratum's level; 1 / n_h unless probabilities differ.</summary>
    public double LevelShare(int item) => _weights[item] * _weights[item];

    private double Level(int i, int j) => _scores.Stratum[i] == _scores.Stratum[j] ? _weights[i] * _weights[j] : 0;

    /// <summary>Square roots of the shares.</summary>
    private double[] LevelWeights()
    {
        if (_scores.Sample.Variance is null) return Array.ConvertAll(_scores.Stratum, h => Math.Sqrt(1.0 / _scores.ScoredInStratum[h]));
        var sum = Root.Sum(r => r * r);
        return Array.ConvertAll(Root, r => sum > 0 ? r / Math.Sqrt(sum) : Math.Sqrt(1.0 / _scores.Count));
    }

    private double[] Roots()
    {
        if (_scores.Sample.Variance is not null) return [.. _scores.Coefficients.Select((a, i) => a * Math.Sqrt(1 - _units.FractionOf(i)))];
        var sums = new double[_scores.ScoredInStratum.Length];
        for (var i = 0; i < _scores.Count; i++)
        {
            var n = _units.UnitsAround(i);
            if (n < 2) continue;
            sums[_scores.Stratum[i]] += (1 - _units.FractionOf(i)) * n / (n - 1.0) * _scores.Coefficients[i] * _scores.Coefficients[i];
        }
        return Array.ConvertAll(_scores.Stratum, h => Math.Sqrt(sums[h] / _scores.ScoredInStratum[h]));
    }
}
