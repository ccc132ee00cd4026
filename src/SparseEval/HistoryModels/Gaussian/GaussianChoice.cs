namespace SparseEval;

/// <summary>Hyper-parameters of the Gaussian factor model; see <see cref="GaussianParameters.Shrunk"/>.</summary>
internal sealed record GaussianChoice(int Rank, double Shrinkage, double Smoothing)
{
    /// <summary>With which ranks are compared.</summary>
    public static GaussianChoice Usual { get; } = new(0, 1, 0.2);
}
