namespace SparseEval;

/// <summary>The strongest fifth of the past models, predicted from the others as if they were new: what happens beyond the range of the sources.</summary>
/// <param name="Base">Predicted scores of the models that were learnt from.</param>
/// <param name="Strongest">Predictions of the strongest, which were not.</param>
internal sealed record StressTest(double[] Base, IReadOnlyList<HeldOutPrediction> Strongest)
{
    /// <summary>Fewest models that show anything.</summary>
    private const int Least = 25;

    /// <summary>
    /// Place among the sources' predicted scores, in (0, 1], from which a prediction is not to be trusted: the highest that leaves at most <paramref name="allowed"/> of the strongest both below it and
    /// outside their bands. 1 where there is nothing to fear.
    /// </summary>
    public double TrustedBelow(Func<ScorePrediction, double> halfWidth, double allowed)
    {
        var missed = Strongest.Where(h => Math.Abs(h.Prediction.Value - h.Truth) > halfWidth(h.Prediction))
            .Select(h => Base.Count(b => b < h.Prediction.Value) / (double)Base.Length).Order().ToArray();
        var spare = (int)(allowed * Strongest.Count);
        return missed.Length <= spare ? 1 : missed[spare];
    }

    /// <summary>Positions of the weaker four fifths and of the strongest fifth; null where there are too few models.</summary>
    public static (int[] Weaker, int[] Strongest)? Split(double[] totals)
    {
        if (totals.Length < Least) return null;
        var order = Enumerable.Range(0, totals.Length).OrderBy(m => totals[m]).ToArray();
        var cut = totals.Length - totals.Length / 5;
        return ([.. order[..cut].Order()], [.. order[cut..].Order()]);
    }
}
