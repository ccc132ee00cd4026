namespace SparseEval;

/// <summary>The posterior of each past model's ability as weighted nodes.</summary>
/// <param name="Values">Q abilities of each model.</param>
/// <param name="Weights">Q weights of each model, summing to 1.</param>
/// <param name="Modes">Posterior mode of each model, from which the next round starts.</param>
internal sealed record AbilityNodes(double[][] Values, double[][] Weights, double[] Modes)
{
    /// <summary>All abilities moved to mean 0 and variance 1 over models, with the mean and standard deviation they had.</summary>
    public (AbilityNodes Nodes, double Mean, double Deviation) Standardised()
    {
        var (mean, square) = (0.0, 0.0);
        for (var m = 0; m < Values.Length; m++)
        {
            mean += Vectors.Dot(Values[m], Weights[m]) / Values.Length;
            for (var q = 0; q < Values[m].Length; q++) square += Values[m][q] * Values[m][q] * Weights[m][q] / Values.Length;
        }
        var deviation = Math.Sqrt(Math.Max(1e-6, square - mean * mean));
        double Move(double x) => (x - mean) / deviation;
        return (new(Array.ConvertAll(Values, v => Array.ConvertAll(v, Move)), Weights, Array.ConvertAll(Modes, Move)), mean, deviation);
    }
}
