namespace SparseEval;

/// <summary>Whether predicted scores come true on average: where 0.7 is predicted, is the mean score 0.7?</summary>
/// <param name="Bins">Those that hold a prediction, in rising order.</param>
/// <param name="Count">Number of predictions.</param>
/// <param name="Error">Expected calibration error: mean over all predictions of |predicted - observed| of their bin, in [0, 1].</param>
/// <param name="Bias">Mean prediction less mean score.</param>
public sealed record PredictionCalibration(IReadOnlyList<CalibrationBin> Bins, int Count, double Error, double Bias)
{
    /// <summary>Sorts predictions into bins of equal width over [0, 1].</summary>
    /// <param name="predicted">In [0, 1].</param>
    /// <param name="observed">The score that each was about, in [0, 1].</param>
    /// <param name="bins">Number of bins, 1 to 100.</param>
    /// <exception cref="SparseEvalException">There is no prediction, the lists differ in length, a number lies outside [0, 1], or the number of bins is outside 1 to 100.</exception>
    public static PredictionCalibration Of(IReadOnlyList<double> predicted, IReadOnlyList<double> observed, int bins = 10)
    {
        if (predicted.Count == 0 || predicted.Count != observed.Count || bins is < 1 or > 100)
            throw new SparseEvalException($"{predicted.Count} predictions of {observed.Count} scores in {bins} bins cannot be compared. Give one score for each of at least 1 prediction, and 1 to 100 bins.");
        if (predicted.Concat(observed).Where(p => !(p is >= 0 and <= 1)).Select(p => (double?)p).FirstOrDefault() is { } outside)
            throw new SparseEvalException($"{outside} is no score. Predictions and scores lie in [0, 1].");
        var sums = new (int Count, double Predicted, double Observed)[bins];
        for (var i = 0; i < predicted.Count; i++)
        {
            var bin = Math.Min(bins - 1, (int)(predicted[i] * bins));
            sums[bin] = (sums[bin].Count + 1, sums[bin].Predicted + predicted[i], sums[bin].Observed + observed[i]);
        }
        CalibrationBin[] filled = [.. sums.Select((s, b) => (s, b)).Where(p => p.s.Count > 0)
            .Select(p => new CalibrationBin(p.b / (double)bins, (p.b + 1) / (double)bins, p.s.Count, p.s.Predicted / p.s.Count, p.s.Observed / p.s.Count))];
        var error = filled.Sum(b => b.Count * Math.Abs(b.Predicted - b.Observed)) / predicted.Count;
        return new(filled, predicted.Count, error, predicted.Average() - observed.Average());
    }
}
