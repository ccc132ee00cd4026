namespace SparseEval;

/// <summary>
/// The E-step of 2PL: nodes of Gauss-Hermite quadrature around each model's own posterior mode and scaled by its own curvature (Naylor and Smith 1982). A fixed grid
/// would miss posteriors that a benchmark of hundreds of items makes a hundredth as wide as the prior.
/// </summary>
internal sealed class AbilityQuadrature(ResponseMatrix history, LogisticParameters p, GaussHermite rule, ParallelOptions parallel)
{
    private const int NewtonSteps = 2;

    public AbilityNodes Run(double[] modes)
    {
        var models = history.Models.Count;
        var result = new AbilityNodes(new double[models][], new double[models][], new double[models]);
        Parallel.For(0, models, parallel, () => (Row: new double[p.Items], Left: new double[p.Items], Mean: new double[p.Items]), (m, _, scratch) =>
        {
            history.CopyModel(m, scratch.Row);
            var (mode, deviation) = Mode(modes[m], scratch);
            result.Modes[m] = mode;
            result.Values[m] = Array.ConvertAll(rule.Nodes, x => mode + deviation * x);
            result.Weights[m] = Weights(result.Values[m], scratch);
            return scratch;
        }, _ => { });
        return result;
    }

    private (double Mode, double Deviation) Mode(double mode, (double[] Row, double[] Left, double[] Mean) scratch)
    {
        var information = 1.0;
        for (var step = 0; step <= NewtonSteps; step++)
        {
            scratch.Row.CopyTo(scratch.Left, 0);
            p.Probabilities([mode], 0, scratch.Mean);
            LogisticCells.Residuals(scratch.Left, scratch.Mean);
            information = 1 + Vectors.Form(p.Loadings[0], p.Loadings[0], scratch.Mean);
            if (step < NewtonSteps) mode += Math.Clamp((Vectors.Dot(p.Loadings[0], scratch.Left) - mode) / information, -1, 1);
        }
        return (mode, 1 / Math.Sqrt(information));
    }

    /// <summary>Posterior over the density that the rule integrates against, N(mode, deviation^2), made to sum to 1.</summary>
    private double[] Weights(double[] abilities, (double[] Row, double[] Left, double[] Mean) scratch)
    {
        var logs = new double[abilities.Length];
        for (var q = 0; q < logs.Length; q++)
        {
            var (ability, x) = (abilities[q], rule.Nodes[q]);
            p.Intercept.CopyTo(scratch.Mean, 0);
            Vectors.AddScaled(scratch.Mean, ability, p.Loadings[0]);
            logs[q] = LogisticCells.LogLikelihood(scratch.Row, scratch.Mean) - 0.5 * ability * ability + 0.5 * x * x + rule.LogWeights[q];
        }
        var most = logs.Max();
        var weights = Array.ConvertAll(logs, l => Math.Exp(l - most));
        var sum = weights.Sum();
        return Array.ConvertAll(weights, w => w / sum);
    }
}
