namespace SparseEval;

/// <summary>What past models scored on the sampled items, with what the design says of these items.</summary>
/// <param name="Rows">n items x M models.</param>
/// <param name="Totals">Full score of each model, M.</param>
/// <param name="Shares">a_i with sum 1: the plain mean is sum of a_i y_i.</param>
internal sealed record StackSources(double[][] Rows, double[] Totals, double[] Shares)
{
    public int Models => Totals.Length;

    /// <summary>Some of the models alone.</summary>
    public StackSources Only(int[] models) => this with
    {
        Rows = Array.ConvertAll(Rows, row => Array.ConvertAll(models, m => row[m])),
        Totals = Array.ConvertAll(models, m => Totals[m]),
    };

    /// <summary>Scores of one model on the sampled items.</summary>
    public double[] Model(int model) => Array.ConvertAll(Rows, row => row[model]);
}
