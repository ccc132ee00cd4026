namespace SparseEval;

/// <summary>The E-step: posterior factors of every past model under given parameters, read row by row.</summary>
/// <remarks>z = C V' Psi^-1 (y - mu), C = (I + V' Psi^-1 V)^-1 over the items that the model has; one C and one gain for all models where no cell is missing.</remarks>
internal static class FactorStep
{
    public static ModelFactors Of(ResponseMatrix history, bool complete, GaussianParameters p, ParallelOptions parallel)
    {
        var precise = Array.ConvertAll(p.Loadings, v => v.Select((x, i) => x / p.Noise[i]).ToArray());
        var (values, covariances) = (new double[history.Models.Count][], new double[history.Models.Count][]);
        var shared = complete ? Covariance(p, precise, null) : null;
        var gain = shared is null ? null : Gain(shared, precise, p.Items);
        Parallel.For(0, values.Length, parallel, () => new double[p.Items], (m, _, row) =>
        {
            history.CopyModel(m, row);
            for (var i = 0; i < row.Length; i++) row[i] -= p.Mean[i];
            covariances[m] = shared ?? Covariance(p, precise, row);
            values[m] = gain is null ? Solve(covariances[m], precise, row) : Times(gain, row);
            return row;
        }, _ => { });
        return new(values, covariances);
    }

    private static double[] Covariance(GaussianParameters p, double[][] precise, double[]? row)
    {
        var k = p.Rank;
        var precision = new double[k * k];
        for (var a = 0; a < k; a++)
            for (var b = 0; b <= a; b++)
                precision[a * k + b] = (a == b ? 1 : 0) + (row is null ? Vectors.Dot(p.Loadings[a], precise[b]) : Present(p.Loadings[a], precise[b], row));
        return new Cholesky(precision, k).Inverse();
    }

    private static double Present(double[] a, double[] b, double[] row)
    {
        var sum = 0.0;
        for (var i = 0; i < row.Length; i++) sum += double.IsNaN(row[i]) ? 0 : a[i] * b[i];
        return sum;
    }

    private static double[][] Gain(double[] covariance, double[][] precise, int items)
    {
        var k = precise.Length;
        var gain = new double[k][];
        for (var j = 0; j < k; j++)
        {
            gain[j] = new double[items];
            for (var l = 0; l < k; l++) Vectors.AddScaled(gain[j], covariance[j * k + l], precise[l]);
        }
        return gain;
    }

    private static double[] Times(double[][] gain, double[] row) => [1, .. gain.Select(g => Vectors.Dot(g, row))];

    private static double[] Solve(double[] covariance, double[][] precise, double[] row)
    {
        for (var i = 0; i < row.Length; i++) if (double.IsNaN(row[i])) row[i] = 0;
        var projected = precise.Select(v => Vectors.Dot(v, row)).ToArray();
        var k = projected.Length;
        return [1, .. Enumerable.Range(0, k).Select(j => Vectors.Dot(covariance.AsSpan(j * k, k), projected))];
    }
}
