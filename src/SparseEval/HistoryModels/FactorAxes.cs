namespace SparseEval;

/// <summary>Axes of a factor space: the rotation of loadings that makes a fit unique.</summary>
internal static class FactorAxes
{
    /// <summary>V R with R the eigenvectors of V'V: falling energy, positive column sums.</summary>
    public static double[][] Canonical(double[][] loadings)
    {
        var k = loadings.Length;
        if (k == 0) return loadings;
        var energy = new double[k * k];
        for (var a = 0; a < k; a++)
            for (var b = 0; b <= a; b++) energy[a * k + b] = energy[b * k + a] = Vectors.Dot(loadings[a], loadings[b]);
        var axes = TopEigen.Of(energy, k, k, 0, new());
        return Array.ConvertAll(axes.Vectors, axis =>
        {
            var rotated = new double[loadings[0].Length];
            for (var j = 0; j < k; j++) Vectors.AddScaled(rotated, axis[j], loadings[j]);
            return rotated.Sum() >= 0 ? rotated : Array.ConvertAll(rotated, x => -x);
        });
    }

    /// <summary>N x k, item by item.</summary>
    public static double[] ByItem(double[][] loadings, int items)
    {
        var k = loadings.Length;
        var byItem = new double[items * k];
        for (var j = 0; j < k; j++)
            for (var i = 0; i < items; i++) byItem[i * k + j] = loadings[j][i];
        return byItem;
    }
}
