namespace SparseEval;

/// <summary>
/// Ridge regression over past models: full score on the scores of the sampled items, with an intercept. The most precise rule for a model like the past ones, and a
/// shrinkage towards their mean for any other.
/// </summary>
internal sealed class ScoreLearner
{
    private readonly double[] _itemMeans;
    private readonly double[][] _centred;
    private readonly double[] _gaps;
    private readonly double _mean;
    private readonly double[] _projected;
    private readonly GramSpectrum _spectrum;

    public ScoreLearner(StackSources sources)
    {
        _itemMeans = Array.ConvertAll(sources.Rows, row => row.Average());
        _centred = [.. sources.Rows.Select((row, i) => Array.ConvertAll(row, x => x - _itemMeans[i]))];
        _mean = sources.Totals.Average();
        _gaps = Array.ConvertAll(sources.Totals, t => t - _mean);
        _spectrum = GramSpectrum.Of(_centred);
        _projected = _spectrum.Project(Array.ConvertAll(_centred, z => Vectors.Dot(z, _gaps)));
        Coefficients = Array.ConvertAll(GramSpectrum.Penalties, p => _spectrum.Lambda.Length == 0 ? new double[_itemMeans.Length] : _spectrum.Solve(_projected, p * _spectrum.Scale));
    }

    /// <summary>For each penalty one number an item.</summary>
    public double[][] Coefficients { get; }

    /// <summary>One estimate for each penalty.</summary>
    public double[] Predict(double[] scores)
    {
        var gaps = scores.Select((y, i) => y - _itemMeans[i]).ToArray();
        return Array.ConvertAll(Coefficients, c => _mean + Vectors.Dot(c, gaps));
    }

    /// <summary>Mean absolute error at each penalty over the past models, each left out in turn (closed form of ridge regression).</summary>
    public double[] LeaveOneOutErrors() => _spectrum.LeaveOneOutErrors(_centred, _gaps, _projected, 1.0 / _gaps.Length);
}
