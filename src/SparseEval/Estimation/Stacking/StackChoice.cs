namespace SparseEval;

/// <summary>What past models, each left out in turn, say is best on these items: penalties, the share of the model's residual to add, and the mixture.</summary>
/// <param name="Calibration">Position of the penalty of the calibrated weights.</param>
/// <param name="Learning">Position of the penalty of the learner.</param>
/// <param name="ResidualShare">In [0, 1]: 0 trusts the factor model, 1 the sample.</param>
/// <param name="Precise">Mixture of all seven estimates.</param>
/// <param name="Robust">Mixture of the four that are near unbiased for a model unlike the past ones.</param>
internal sealed record StackChoice(int Calibration, int Learning, double ResidualShare, double[] Precise, double[] Robust)
{
    public static StackChoice Of(StackCandidates[] candidates, double[] truth)
    {
        var calibration = Least(candidates, c => c.Calibrated, truth);
        var learning = Least(candidates, c => c.Learned, truth);
        var share = Share(candidates, truth);
        var choice = new StackChoice(calibration, learning, share, [], []);
        return choice with
        {
            Precise = SimplexWeights.Fit(Errors(candidates, truth, choice.AllOf)),
            Robust = SimplexWeights.Fit(Errors(candidates, truth, choice.RobustOf)),
        };
    }

    public double PreciseValue(StackCandidates c) => Vectors.Dot(Precise, AllOf(c));

    public double RobustValue(StackCandidates c) => Vectors.Dot(Robust, RobustOf(c));

    private double[] AllOf(StackCandidates c) => [.. RobustOf(c), c.Learned[Learning], c.Predicted, c.Predicted + ResidualShare * c.Residual];

    private double[] RobustOf(StackCandidates c) => [c.Mean, c.Regression, c.Calibrated[Calibration], c.Predicted + c.Residual];

    private static double[][] Errors(StackCandidates[] candidates, double[] truth, Func<StackCandidates, double[]> values) =>
        [.. candidates.Select((c, m) => Array.ConvertAll(values(c), v => v - truth[m]))];

    private static int Least(StackCandidates[] candidates, Func<StackCandidates, double[]> values, double[] truth)
    {
        var errors = new double[values(candidates[0]).Length];
        for (var m = 0; m < candidates.Length; m++)
        {
            var estimates = values(candidates[m]);
            for (var p = 0; p < errors.Length; p++) errors[p] += Math.Abs(estimates[p] - truth[m]);
        }
        return Array.IndexOf(errors, errors.Min());
    }

    /// <summary>Least-squares slope through 0 of the prediction's error on its residual.</summary>
    private static double Share(StackCandidates[] candidates, double[] truth)
    {
        var (product, square) = (0.0, 0.0);
        for (var m = 0; m < candidates.Length; m++)
        {
            product += candidates[m].Residual * (truth[m] - candidates[m].Predicted);
            square += candidates[m].Residual * candidates[m].Residual;
        }
        return square > 0 ? Math.Clamp(product / square, 0, 1) : 1;
    }
}
