namespace SparseEval;

/// <summary>
/// V = sum of c_i (u_i - b' x_i / pi_i)^2, b by least squares with weights c_i: residuals on what the design holds fixed. With the inclusion probability alone as
/// balancing variable it is Deville's variance of a fixed-size unequal probability design of high entropy, and for equal probabilities that of simple random sampling.
/// Where the balance is not exact, b' C b is added, C the covariance of the errors of the balancing totals.
/// </summary>
/// <remarks>
/// Deville and Tille (2005), J. Statist. Plann. Inference 128; Deville (1993) for c_i = (1 - pi_i) / (1 - sum a_k^2), a_k = (1 - pi_k) / sum (1 - pi), here with p
/// variables c_i = (1 - pi_i) / (1 - p sum a_k^2).
/// </remarks>
/// <param name="Balanced">x_i of each drawn item, in the order of the sample; all have the same length. Null for pi_i alone.</param>
/// <param name="Errors">Rows of errors of the balancing totals whose products sum to C; null where the balance is exact.</param>
internal sealed record ResidualVariance(IReadOnlyList<double[]>? Balanced = null, double[][]? Errors = null) : DesignVariance
{
    public override VarianceForm For(ScoredPart part)
    {
        var columns = Balanced is null ? 1 : Balanced[0].Length;
        var basis = new WeightedBasis([.. Enumerable.Range(0, columns).Select(Column)], Array.ConvertAll(part.Probabilities, p => Math.Sqrt(Math.Max(0, 1 - p))));
        return new Form(basis, Errors ?? []);

        double[] Column(int j) => Balanced is null ? [.. Enumerable.Repeat(1.0, part.Count)] : [.. part.Positions.Select((i, k) => Balanced[i][j] / part.Probabilities[k])];
    }

    private sealed class Form(WeightedBasis basis, double[][] errors) : VarianceForm
    {
        private readonly double _scale = Math.Sqrt(1 / Math.Max(0.1, 1 - basis.Rank * basis.Concentration));

        public override double[] Parts(IReadOnlyList<double> expanded)
        {
            var (rest, along) = basis.Split(expanded);
            if (errors.Length == 0) return Array.ConvertAll(rest, v => _scale * v);
            var slopes = basis.Slopes(along);
            return [.. rest.Select(v => _scale * v), .. errors.Select(row => Vectors.Dot(row, slopes))];
        }

        public override double DegreesOfFreedom(IReadOnlyList<double> spread) => Math.Max(1, Equivalent(spread) - basis.Rank);
    }
}
