namespace SparseEval;

/// <summary>C = (I + V_S' Psi_S^-1 V_S)^-1 and the gain C V_S' Psi_S^-1: O(n k^2) once, then O(n k) a model.</summary>
internal sealed class GaussianConditioning : HistoryConditioning
{
    private readonly FittedGaussianModel _model;
    private readonly double[] _covariance;
    private readonly double[] _projections;
    private readonly double _logDeterminant;

    public GaussianConditioning(FittedGaussianModel model, IReadOnlyList<int> items) : base(model, items)
    {
        _model = model;
        var k = model.Rank;
        var precision = new double[k * k];
        _projections = new double[k * Positions.Length];
        for (var a = 0; a < k; a++) precision[a * k + a] = 1;
        for (var i = 0; i < Positions.Length; i++)
        {
            var v = model.Loadings(Positions[i]);
            var psi = model.Noise(Positions[i]);
            for (var a = 0; a < k; a++)
            {
                _projections[a * Positions.Length + i] = v[a] / psi;
                Vectors.AddScaled(precision.AsSpan(a * k, k), v[a] / psi, v);
            }
            _logDeterminant += Math.Log(psi);
        }
        var cholesky = new Cholesky(precision, k);
        _logDeterminant += cholesky.LogDeterminant;
        _covariance = cholesky.Inverse();
    }

    private protected override HistoryPosterior InferComplete(ReadOnlySpan<double> scores)
    {
        var (k, n) = (_model.Rank, Positions.Length);
        var (residuals, projected, factors) = (new double[n], new double[k], new double[k]);
        var squares = 0.0;
        for (var i = 0; i < n; i++)
        {
            residuals[i] = scores[i] - _model.Parameters.Mean[Positions[i]];
            squares += residuals[i] * residuals[i] / _model.Noise(Positions[i]);
        }
        for (var a = 0; a < k; a++) projected[a] = Vectors.Dot(_projections.AsSpan(a * n, n), residuals);
        for (var a = 0; a < k; a++) factors[a] = Vectors.Dot(_covariance.AsSpan(a * k, k), projected);
        var distance = Math.Max(0, squares - Vectors.Dot(projected, factors));
        var likelihood = -0.5 * (_logDeterminant + distance + n * Math.Log(2 * Math.PI));
        return new GaussianPosterior(_model, Positions, scores.ToArray(), factors, _covariance, distance, likelihood);
    }
}
