namespace SparseEval;

/// <summary>
/// Item weights that reproduce past models' full scores from the sampled items and else stay near the design's: the w that minimises
/// sum over models of (w'x_m - total_m)^2 + penalty sum of (w_i - a_i)^2 / a_i; and the ridge regression of one model's scores on past models', which shares its system.
/// </summary>
/// <remarks>Ridge calibration (Rao and Singh 1997; Deville and Sarndal 1992). With z = sqrt(a) (x - mean_a x) the weights are a + sqrt(a) (Z Z' + penalty)^-1 Z (totals - means).</remarks>
internal sealed class CalibratedWeights
{
    private readonly double[] _shares;
    private readonly double[] _root;
    private readonly double[][] _centred;
    private readonly double[] _gap;
    private readonly double[] _projectedGap;
    private readonly GramSpectrum _spectrum;
    private double[][]? _kept;

    public CalibratedWeights(StackSources sources)
    {
        _shares = sources.Shares;
        _root = Array.ConvertAll(_shares, Math.Sqrt);
        var means = new double[sources.Models];
        for (var i = 0; i < _shares.Length; i++) Vectors.AddScaled(means, _shares[i], sources.Rows[i]);
        _centred = [.. sources.Rows.Select((row, i) => row.Select((x, m) => _root[i] * (x - means[m])).ToArray())];
        _gap = [.. sources.Totals.Select((t, m) => t - means[m])];
        _spectrum = GramSpectrum.Of(_centred);
        _projectedGap = _spectrum.Project(Array.ConvertAll(_centred, z => Vectors.Dot(z, _gap)));
    }

    private bool Empty => _spectrum.Lambda.Length == 0;

    /// <summary>Weights for each of <see cref="GramSpectrum.Penalties"/>, each set with sum 1.</summary>
    public double[][] All() => Array.ConvertAll(GramSpectrum.Penalties, Weights);

    /// <summary>Mean absolute error at each penalty over the past models, each left out in turn (closed form of ridge regression).</summary>
    public double[] LeaveOneOutErrors() => Empty ? [_gap.Average(Math.Abs)] : _spectrum.LeaveOneOutErrors(_centred, _gap, _projectedGap, 0);

    /// <summary>Ridge estimate of one model's full score, with the penalty of least squared leave-one-out residuals of its own scores.</summary>
    public double Regression(double[] scores)
    {
        var mean = Vectors.Dot(_shares, scores);
        if (Empty) return mean;
        var centred = scores.Select((y, i) => _root[i] * (y - mean)).ToArray();
        var projected = _spectrum.Project(centred);
        var best = (Error: double.PositiveInfinity, Value: mean);
        _kept ??= Kept();
        foreach (var (k, penalty) in GramSpectrum.Penalties.Index())
        {
            var error = DeletedSquares(centred, projected, penalty * _spectrum.Scale, _kept[k]);
            if (!(error < best.Error)) continue;
            var adjustment = projected.Select((y, j) => y * _projectedGap[j] / (_spectrum.Lambda[j] + penalty * _spectrum.Scale)).Sum();
            best = (error, mean + adjustment);
        }
        return best.Value;
    }

    private double DeletedSquares(double[] centred, double[] projected, double penalty, double[] kept)
    {
        var residual = (double[])centred.Clone();
        for (var j = 0; j < projected.Length; j++)
            Vectors.AddScaled(residual, -(_spectrum.Lambda[j] / (_spectrum.Lambda[j] + penalty)) * projected[j], _spectrum.Vectors[j]);
        return residual.Select((e, i) => _shares[i] * Math.Pow(e / Math.Max(1e-3, kept[i]), 2)).Sum();
    }

    /// <summary>One less each item's leverage, for each penalty.</summary>
    private double[][] Kept() => Array.ConvertAll(GramSpectrum.Penalties, penalty =>
    {
        var kept = Array.ConvertAll(_shares, a => 1 - a);
        for (var j = 0; j < _spectrum.Lambda.Length; j++)
        {
            var shrink = _spectrum.Lambda[j] / (_spectrum.Lambda[j] + penalty * _spectrum.Scale);
            var u = _spectrum.Vectors[j];
            for (var i = 0; i < kept.Length; i++) kept[i] -= shrink * u[i] * u[i];
        }
        return kept;
    });

    private double[] Weights(double penalty)
    {
        if (Empty) return _shares;
        var solved = _spectrum.Solve(_projectedGap, penalty * _spectrum.Scale);
        return [.. _shares.Select((a, i) => a + _root[i] * solved[i])];
    }
}
