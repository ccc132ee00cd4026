namespace SparseEval;

/// <summary>Products of sources in feature space, centred at their mean: linear, or Gaussian exp(-|x - x'|^2 / (2 width^2)).</summary>
internal sealed class SourceKernel
{
    private readonly double[][] _rows;
    private readonly double? _width;
    private readonly double[] _means;
    private readonly double _all;

    public SourceKernel(double[][] rows, double? width)
    {
        (_rows, _width) = (rows, width);
        Products = Array.ConvertAll(rows, _ => new double[rows.Length]);
        for (var i = 0; i < rows.Length; i++)
            for (var j = 0; j <= i; j++) Products[i][j] = Products[j][i] = Raw(rows[i], rows[j]);
        _means = Array.ConvertAll(Products, row => row.Average());
        _all = _means.Average();
        for (var i = 0; i < rows.Length; i++)
            for (var j = 0; j < rows.Length; j++) Products[i][j] += _all - _means[i] - _means[j];
    }

    /// <summary>M x M.</summary>
    public double[][] Products { get; }

    /// <summary>Centred products of a new model with the sources and with itself.</summary>
    public (double[] Products, double Own) Of(double[] scores)
    {
        var products = Array.ConvertAll(_rows, row => Raw(row, scores));
        var mean = products.Average();
        var own = Raw(scores, scores) - 2 * mean + _all;
        for (var m = 0; m < products.Length; m++) products[m] += _all - mean - _means[m];
        return (products, own);
    }

    private double Raw(double[] a, double[] b)
    {
        var product = Vectors.Dot(a, b);
        if (_width is not { } width) return product;
        return Math.Exp(-(Vectors.Dot(a, a) + Vectors.Dot(b, b) - 2 * product) / (2 * width * width));
    }
}
