namespace SparseEval;

/// <summary>One Newton step for the factors of every past model under given items, with Laplace's covariance.</summary>
internal sealed class AbilityStep(ResponseMatrix history, LogisticParameters p, ParallelOptions parallel)
{
    private const double LongestStep = 2;

    public ModelFactors Run(ModelFactors before)
    {
        var (values, covariances) = (new double[history.Models.Count][], new double[history.Models.Count][]);
        Parallel.For(0, values.Length, parallel, () => (Row: new double[p.Items], Mean: new double[p.Items]), (m, _, scratch) =>
        {
            history.CopyModel(m, scratch.Row);
            (values[m], covariances[m]) = Step(before.Values[m], scratch.Row, scratch.Mean);
            return scratch;
        }, _ => { });
        return new(values, covariances);
    }

    private (double[] Values, double[] Covariance) Step(double[] before, double[] row, double[] mean)
    {
        var k = p.Rank;
        p.Probabilities(before.AsSpan(1), 0, mean);
        LogisticCells.Residuals(row, mean);
        var (gradient, information) = (new double[k], new double[k * k]);
        for (var a = 0; a < k; a++)
        {
            gradient[a] = Vectors.Dot(p.Loadings[a], row) / p.Dispersion - before[a + 1];
            for (var b = 0; b <= a; b++) information[a * k + b] = Vectors.Form(p.Loadings[a], p.Loadings[b], mean) / p.Dispersion + (a == b ? 1 : 0);
        }
        var cholesky = new Cholesky(information, k);
        cholesky.Solve(gradient);
        var shorten = Math.Min(1, LongestStep / Math.Sqrt(Vectors.Dot(gradient, gradient) + 1e-300));
        var after = (double[])before.Clone();
        for (var a = 0; a < k; a++) after[a + 1] += shorten * gradient[a];
        return (after, cholesky.Inverse());
    }
}
