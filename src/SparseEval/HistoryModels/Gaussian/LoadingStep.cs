namespace SparseEval;

/// <summary>The M-step: every item regressed on the models' factors, tile by tile of items so that no thread waits for another and sums have one order.</summary>
/// <remarks>
/// beta_i = (sum over the models that have the item of (z z' + Cov) + R)^-1 sum z y, z with a leading 1 and R = diag(0, 1, ..., 1): one pseudo-observation that keeps an
/// item with few scores from wild loadings. psi_i = (sum y^2 - beta' sum z y) / (n_i - 1 - k).
/// </remarks>
internal sealed class LoadingStep(ResponseMatrix history, bool complete, ModelFactors factors, ParallelOptions parallel)
{
    private const int Tile = 256;
    private readonly int _size = factors.Values[0].Length;

    public GaussianParameters Run()
    {
        var items = history.ItemIds.Count;
        var result = new GaussianParameters(new double[items], [.. Enumerable.Range(1, _size - 1).Select(_ => new double[items])], new double[items]);
        var shared = complete ? Inverse(Shared()) : null;
        Parallel.For(0, (items + Tile - 1) / Tile, parallel, t => Fit(t * Tile, Math.Min(Tile, items - t * Tile), shared, result));
        return result;
    }

    private double[] Shared()
    {
        var squares = new double[_size * _size];
        for (var m = 0; m < factors.Values.Length; m++) factors.AddSquares(m, squares);
        return squares;
    }

    private double[] Inverse(double[] squares)
    {
        for (var j = 1; j < _size; j++) squares[j * _size + j] += 1;
        return new Cholesky(squares, _size).Inverse();
    }

    private void Fit(int first, int length, double[]? shared, GaussianParameters result)
    {
        var (y, squares, counts) = (new double[length], new double[length], new double[length]);
        var products = Enumerable.Range(0, _size).Select(_ => new double[length]).ToArray();
        var own = shared is null ? Enumerable.Range(0, length).Select(_ => new double[_size * _size]).ToArray() : null;
        for (var m = 0; m < factors.Values.Length; m++)
        {
            history.CopyModel(m, first, y);
            if (own is not null) Leave(m, y, own, counts);
            for (var j = 0; j < _size; j++) Vectors.AddScaled(products[j], factors.Values[m][j], y);
            for (var i = 0; i < length; i++) squares[i] += y[i] * y[i];
        }
        var (beta, right) = (new double[_size], new double[_size]);
        for (var i = 0; i < length; i++)
        {
            for (var j = 0; j < _size; j++) right[j] = products[j][i];
            var count = own is null ? factors.Values.Length : (int)counts[i];
            if (count == 0) { Unknown(result, first + i); continue; }
            var inverse = shared ?? Inverse(own![i]);
            for (var j = 0; j < _size; j++) beta[j] = Vectors.Dot(inverse.AsSpan(j * _size, _size), right);
            Store(result, first + i, beta, Math.Max(0, squares[i] - Vectors.Dot(beta, right)) / Math.Max(1, count - _size));
        }
    }

    /// <summary>Counts what is there, and sets what is not to 0 so that it adds nothing.</summary>
    private void Leave(int model, double[] y, double[][] own, double[] counts)
    {
        for (var i = 0; i < y.Length; i++)
        {
            if (double.IsNaN(y[i])) { y[i] = 0; continue; }
            counts[i]++;
            factors.AddSquares(model, own[i]);
        }
    }

    private static void Store(GaussianParameters result, int item, double[] beta, double noise)
    {
        result.Mean[item] = beta[0];
        for (var j = 0; j < result.Rank; j++) result.Loadings[j][item] = beta[j + 1];
        result.Noise[item] = noise;
    }

    /// <summary>An item that no model has: NaN until all are known, then the average item.</summary>
    private static void Unknown(GaussianParameters result, int item) => result.Mean[item] = double.NaN;
}
