namespace SparseEval;

/// <summary>Factors of the past models, M x k with a leading 1 for the mean, and how unsure they are.</summary>
/// <param name="Values">One row of k + 1 numbers a model, the first 1.</param>
/// <param name="Covariances">k x k posterior covariance of each model, the same array where all cells are there; empty for none.</param>
internal sealed record ModelFactors(double[][] Values, double[][] Covariances)
{
    /// <summary>From eigenvectors of the centred cross-products: unit variance over models.</summary>
    public static ModelFactors Start(TopEigen eigen, int rank, int models)
    {
        var root = Math.Sqrt(models);
        var values = new double[models][];
        for (var m = 0; m < models; m++)
        {
            values[m] = new double[rank + 1];
            values[m][0] = 1;
            for (var j = 0; j < rank; j++) values[m][j + 1] = root * eigen.Vectors[j][m];
        }
        return new(values, []);
    }

    /// <summary>Adds the model's z z' + Cov to (k + 1) x (k + 1) cross-products.</summary>
    public void AddSquares(int model, double[] squares)
    {
        var z = Values[model];
        var size = z.Length;
        for (var a = 0; a < size; a++)
            for (var b = 0; b < size; b++) squares[a * size + b] += Square(model, a, b);
    }

    /// <summary>z_a z_b + Cov_ab of a model, index 0 being the constant.</summary>
    public double Square(int model, int a, int b)
    {
        var z = Values[model];
        var product = z[a] * z[b];
        return a == 0 || b == 0 || Covariances.Length == 0 ? product : product + Covariances[model][(a - 1) * (z.Length - 1) + b - 1];
    }
}
