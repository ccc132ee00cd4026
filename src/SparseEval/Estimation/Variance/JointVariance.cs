namespace SparseEval;

/// <summary>V = sum over pairs of (pi_i pi_j - pi_ij) / pi_ij (u_i - u_j)^2 with exact joint probabilities: unbiased for a fixed-size design.</summary>
/// <remarks>Sen (1953), Yates and Grundy (1953); Sarndal, Swensson and Wretman (1992), 2.8. Parts and degrees of freedom are those of Deville's approximation.</remarks>
/// <param name="Pairs">Row a holds pi_ij of drawn item a with drawn items 0 to a - 1; pi_i pi_j where one of them is certain.</param>
internal sealed record JointVariance(double[][] Pairs) : DesignVariance
{
    public override VarianceForm For(ScoredPart part) => new Form(Pairs, part, new ResidualVariance().For(part));

    private sealed class Form(double[][] pairs, ScoredPart part, VarianceForm approximate) : VarianceForm
    {
        private readonly double _both = part.Count * (part.Count - 1.0) / (part.Drawn * (part.Drawn - 1.0));

        public override double Variance(IReadOnlyList<double> expanded)
        {
            var (variance, p) = (0.0, part.Probabilities);
            for (var a = 0; a < part.Count; a++)
            {
                var row = pairs[part.Positions[a]];
                for (var b = 0; b < a; b++)
                {
                    var (joint, gap) = (_both * row[part.Positions[b]], expanded[a] - expanded[b]);
                    variance += (p[a] * p[b] - joint) / joint * gap * gap;
                }
            }
            return Math.Max(0, variance);
        }

        public override double[] Parts(IReadOnlyList<double> expanded) => approximate.Parts(expanded);

        public override double DegreesOfFreedom(IReadOnlyList<double> spread) => approximate.DegreesOfFreedom(spread);
    }
}
