namespace SparseEval;

/// <summary>Intercepts and loadings of all items on the scale of log-odds, factor by factor.</summary>
/// <param name="Intercept">b, N.</param>
/// <param name="Loadings">V, k arrays of N.</param>
/// <param name="Dispersion">Variance of a score over p (1 - p): 1 for right-or-wrong scores, estimated and below 1 for graded ones.</param>
internal sealed record LogisticParameters(double[] Intercept, double[][] Loadings, double Dispersion)
{
    public int Rank => Loadings.Length;

    public int Items => Intercept.Length;

    /// <summary>Expected scores of a model with these factors, for the items from <paramref name="first"/> on.</summary>
    public void Probabilities(ReadOnlySpan<double> factors, int first, Span<double> target)
    {
        Intercept.AsSpan(first, target.Length).CopyTo(target);
        for (var j = 0; j < Rank; j++) Vectors.AddScaled(target, factors[j], Loadings[j].AsSpan(first, target.Length));
        Vectors.Sigmoid(target);
    }
}
