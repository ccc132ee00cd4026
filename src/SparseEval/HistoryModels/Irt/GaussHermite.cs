using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace SparseEval;

/// <summary>Nodes and log weights of the rule for integrals against exp(-x^2 / 2) / sqrt(2 pi) (Golub and Welsch 1969).</summary>
internal sealed record GaussHermite(double[] Nodes, double[] LogWeights)
{
    public static GaussHermite Of(int count)
    {
        var jacobi = new DenseMatrix(count);
        for (var i = 1; i < count; i++) jacobi[i, i - 1] = jacobi[i - 1, i] = Math.Sqrt(i);
        var evd = jacobi.Evd(Symmetricity.Symmetric);
        return new([.. evd.EigenValues.Select(v => v.Real)], [.. evd.EigenVectors.Row(0).Select(v => Math.Log(v * v))]);
    }
}
