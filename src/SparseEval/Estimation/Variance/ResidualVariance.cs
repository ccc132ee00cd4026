namespace SparseEval;

/// <summary>
/// V = sum of c_i (u_i - b' x_i / pi_i)^2, b by least squares with weights c_i: residuals on what the design holds fixed. With the inclusion probability alone as
/// balancing variable it is Deville's variance of a fixed-size unequal probability design of high entropy, and for equal probabilities that of simple random sampling.
/// </summary>
/// <remarks>
/// Deville and Tille (2005), J. Statist. Plann. Inference 128; Deville (1993) for c_i = (1 - pi_i) / (1 - sum a_k^2), a_k = (1 - pi_k) / sum (1 - pi), here with p
/// variables c_i = (1 - pi_i) / (1 - p sum a_k^2).
/// </remarks>
/// <param name="Balanced">x_i of each drawn item, in the order of the sample; all have the same length. Null for pi_i alone.</param>
internal sealed record ResidualVariance(IReadOnlyList<double[]>? Balanced = null) : DesignVariance
{
    public override VarianceForm For(ScoredPart part)
    {
        var rows = Array.ConvertAll(part.Positions, i => Balanced is null ? [1.0] : Balanced[i]);
        if (Balanced is not null) rows = [.. rows.Select((x, i) => Array.ConvertAll(x, v => v / part.Probabilities[i]))];
        return new Form(rows, Array.ConvertAll(part.Probabilities, p => 1 - p));
    }

    private sealed class Form : VarianceForm
    {
        private readonly double[] _roots;
        private readonly double[][] _basis;

        public Form(double[][] rows, double[] left)
        {
            var total = left.Sum();
            var concentration = total > 0 ? left.Sum(v => v * v) / total / total : 0;
            _basis = Orthonormal(rows, left);
            var scale = 1 / Math.Max(0.1, 1 - _basis.Length * concentration);
            _roots = Array.ConvertAll(left, v => Math.Sqrt(Math.Max(0, v) * scale));
        }

        public override double[] Parts(IReadOnlyList<double> expanded)
        {
            var parts = _roots.Select((r, i) => r * expanded[i]).ToArray();
            foreach (var b in _basis)
            {
                var along = Vectors.Dot(b, parts);
                for (var i = 0; i < parts.Length; i++) parts[i] -= along * b[i];
            }
            return parts;
        }

        public override double DegreesOfFreedom(IReadOnlyList<double> spread) => Math.Max(1, Equivalent(spread) - _basis.Length);

        /// <summary>Columns sqrt(c) x / pi made orthonormal; those that the others imply are left out.</summary>
        private static double[][] Orthonormal(double[][] rows, double[] left)
        {
            var basis = new List<double[]>();
            for (var j = 0; j < rows[0].Length; j++)
            {
                var column = rows.Select((x, i) => x[j] * Math.Sqrt(Math.Max(0, left[i]))).ToArray();
                var size = Math.Sqrt(Vectors.Dot(column, column));
                for (var pass = 0; pass < 2; pass++)
                    foreach (var b in basis)
                    {
                        var along = Vectors.Dot(b, column);
                        for (var i = 0; i < column.Length; i++) column[i] -= along * b[i];
                    }
                var rest = Math.Sqrt(Vectors.Dot(column, column));
                if (rest > 1e-9 * size) basis.Add(Array.ConvertAll(column, v => v / rest));
            }
            return [.. basis];
        }
    }
}
