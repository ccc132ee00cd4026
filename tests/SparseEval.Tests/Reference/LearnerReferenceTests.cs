using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace SparseEval.Tests.Reference;

/// <summary>Learners against refits by normal equations, and gp-IRT against its formula.</summary>
public sealed class LearnerReferenceTests
{
    private static readonly double[][] Rows = [.. Enumerable.Range(0, 9).Select(m => Enumerable.Range(0, 4).Select(i => (m * 37 + i * 53 + m * i * 11) % 17 / 16.0).ToArray())];
    private static readonly SourceScores Sources = new(Rows, [.. Enumerable.Range(0, 9).Select(m => m * 29 % 13 / 20.0 + 0.2)], [0, 1, 2, 3, 4, 5, 6, 7, 7]);

    // The last two are twins and leave together. Seen to fail with 1 / M left out of the leverage.
    [Fact, Proves(Proof.Exact, "estimators/learner")]
    public void Left_out_ridge_predictions_equal_refits_by_normal_equations()
    {
        var centred = DenseMatrix.OfRowArrays(Rows.Select(r => r.Select((y, i) => y - Rows.Average(s => s[i])).ToArray()));
        var alpha = 0.03 * (centred * centred.Transpose()).Evd(Symmetricity.Symmetric).EigenValues.Max(v => v.Real);
        var ridge = new KernelRidge(Sources, null, [0.03]);
        for (var m = 0; m < 9; m++) Assert.Equal(Ridge([.. Enumerable.Range(0, 9).Where(o => Sources.Leaders[o] != Sources.Leaders[m])], alpha, Rows[m]), ridge.LeftOut[m].Value, 9);
        Assert.Equal(Ridge([0, 1, 2, 3, 4, 5, 6, 7, 8], alpha, [0.1, 0.9, 0.4, 0.7]), ridge.Predict([0.1, 0.9, 0.4, 0.7]).Value, 9);
    }

    // Optimality: each weight's gradient equals the penalty in the weight's direction, or is below it where the weight is 0. Seen to fail with half the threshold.
    [Fact, Proves(Proof.Exact, "estimators/learner")]
    public void Lasso_weights_are_optimal()
    {
        var lasso = new Lasso(Sources, [0.2]);
        var level = lasso.Predict([0, 0, 0, 0]).Value;
        double[] weights = [.. Enumerable.Range(0, 4).Select(i => lasso.Predict([.. Enumerable.Range(0, 4).Select(j => i == j ? 1.0 : 0)]).Value - level)];
        double[] pull = [.. Enumerable.Range(0, 4).Select(i => Product(i, m => Sources.Totals[m] - level - weights.Zip(Rows[m], (w, y) => w * y).Sum()))];
        var threshold = 0.2 * Enumerable.Range(0, 4).Max(i => Math.Abs(Product(i, m => Sources.Totals[m] - Sources.Totals.Average())));
        for (var i = 0; i < 4; i++)
            if (weights[i] == 0) Assert.InRange(Math.Abs(pull[i]), 0, threshold + 1e-6);
            else Assert.Equal(Math.Sign(weights[i]) * threshold, pull[i], 1e-5);
        Assert.Contains(weights, w => w != 0);

        static double Product(int item, Func<int, double> value) => Enumerable.Range(0, 9).Sum(m => (Rows[m][item] - Rows.Average(r => r[item])) * value(m));
    }

    // lambda = b^2 / (v + b^2). Seen to fail with lambda and 1 - lambda exchanged.
    [Fact, Proves(Proof.Exact, "estimators/gp-irt")]
    public void Gp_irt_is_the_published_mixture_of_p_irt_and_the_mean()
    {
        var benchmark = Populations.Benchmark(100);
        var all = Populations.History(benchmark, 31, 5);
        var sample = Populations.Draw(Designs.SimpleRandom(), new(benchmark, all.SelectModels([.. Enumerable.Range(0, 30)])), 25, 2);
        var scores = new DesignedScores(Populations.Score(sample, Populations.Row(all, 30)), new());
        var inner = new ModelPredictor("p-irt", SparseEval.HistoryModels.TwoParameter());
        var (part, mixed) = (inner.For(scores, sample.Frame.History!), new BlendedPredictor("gp-irt", inner).For(scores, sample.Frame.History!));
        var (mean, bias) = (scores.Scores.Average(), part.HeldOut.Average(h => Math.Abs(h.Prediction.Value - h.Truth)));
        var variance = scores.Scores.Sum(y => (y - mean) * (y - mean)) / 24 * 0.75 / 25;
        var lambda = bias * bias / (variance + bias * bias);
        Assert.Equal(lambda * mean + (1 - lambda) * part.Predict(scores).Value, mixed.Predict(scores).Value, 12);
        Assert.InRange(lambda, 0.05, 0.45);
    }

    private static double Ridge(int[] models, double alpha, double[] scores)
    {
        var (means, level) = (Enumerable.Range(0, 4).Select(i => models.Average(m => Rows[m][i])).ToArray(), models.Average(m => Sources.Totals[m]));
        var x = DenseMatrix.OfRowArrays(models.Select(m => Rows[m].Select((y, i) => y - means[i]).ToArray()));
        var weights = (x.TransposeThisAndMultiply(x) + alpha * DenseMatrix.CreateIdentity(4)).Solve(x.TransposeThisAndMultiply(DenseVector.OfEnumerable(models.Select(m => Sources.Totals[m] - level))));
        return level + weights.Zip(scores.Zip(means, (y, mean) => y - mean), (w, y) => w * y).Sum();
    }
}
