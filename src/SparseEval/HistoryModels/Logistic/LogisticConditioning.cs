namespace SparseEval;

/// <summary>Observed items side by side; the posterior mode by Newton's method with step halving, O(n k^2) a step.</summary>
internal sealed class LogisticConditioning : HistoryConditioning
{
    private const int MostSteps = 50;
    private const double Settled = 1e-10;
    private readonly FittedLogisticModel _model;
    private readonly LogisticParameters _observed;

    public LogisticConditioning(FittedLogisticModel model, IReadOnlyList<int> items) : base(model, items)
    {
        _model = model;
        var p = model.Parameters;
        _observed = new(Array.ConvertAll(Positions, i => p.Intercept[i]), [.. p.Loadings.Select(v => Array.ConvertAll(Positions, i => v[i]))], p.Dispersion);
    }

    private protected override HistoryPosterior InferComplete(ReadOnlySpan<double> scores)
    {
        var k = _model.Rank;
        var values = scores.ToArray();
        var factors = new double[k];
        var (step, objective) = (new double[k], Objective(factors, values));
        var information = Information(factors, values, step);
        for (var round = 0; round < MostSteps && k > 0; round++)
        {
            new Cholesky(information, k).Solve(step);
            var (moved, reached) = Move(factors, step, values, objective);
            var length = moved.Zip(factors, (a, b) => Math.Abs(a - b)).Max();
            (factors, objective) = (moved, reached);
            information = Information(factors, values, step);
            if (length < Settled) break;
        }
        return new LogisticPosterior(_model, Positions, values, factors, new Cholesky(information, k).Inverse());
    }

    private (double[] Factors, double Objective) Move(double[] factors, double[] step, double[] scores, double objective)
    {
        for (var scale = 1.0; scale > 1e-6; scale /= 2)
        {
            var moved = factors.Select((u, j) => u + scale * step[j]).ToArray();
            var reached = Objective(moved, scores);
            if (reached >= objective) return (moved, reached);
        }
        return (factors, objective);
    }

    private double Objective(double[] factors, double[] scores) =>
        LogisticPosterior.LogLikelihoodOf(_observed, factors, scores) - 0.5 * Vectors.Dot(factors, factors);

    /// <summary>I + sum w v v' and, in <paramref name="gradient"/>, the gradient of the log posterior.</summary>
    private double[] Information(double[] factors, double[] scores, double[] gradient)
    {
        var k = factors.Length;
        var (row, mean) = ((double[])scores.Clone(), new double[scores.Length]);
        _observed.Probabilities(factors, 0, mean);
        LogisticCells.Residuals(row, mean);
        var information = new double[k * k];
        for (var a = 0; a < k; a++)
        {
            gradient[a] = Vectors.Dot(_observed.Loadings[a], row) / _observed.Dispersion - factors[a];
            for (var b = 0; b <= a; b++)
                information[a * k + b] = information[b * k + a] = Vectors.Form(_observed.Loadings[a], _observed.Loadings[b], mean) / _observed.Dispersion + (a == b ? 1 : 0);
        }
        return information;
    }
}
