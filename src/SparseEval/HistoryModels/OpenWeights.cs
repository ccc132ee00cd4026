namespace SparseEval;

/// <summary>Weights of the items that are still open (0 for observed ones), and those of the observed.</summary>
internal readonly record struct OpenWeights(double[] Weights, double[] Observed)
{
    public static OpenWeights Of(FittedHistoryModel model, IReadOnlyList<int> observed, ReadOnlySpan<double> weights)
    {
        if (!weights.IsEmpty && weights.Length != model.Count)
            throw new SparseEvalException($"{weights.Length} weights were given for {model.Count} items. Give one for each, or none for equal weights.");
        var open = new double[model.Count];
        if (weights.IsEmpty) Array.Fill(open, 1.0 / model.Count);
        else weights.CopyTo(open);
        var seen = new double[observed.Count];
        for (var i = 0; i < seen.Length; i++) (seen[i], open[observed[i]]) = (open[observed[i]], 0);
        return new(open, seen);
    }

    public double Known(IReadOnlyList<double> scores)
    {
        var sum = 0.0;
        for (var i = 0; i < Observed.Length; i++) sum += Observed[i] * scores[i];
        return sum;
    }
}
