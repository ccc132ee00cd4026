using MathNet.Numerics.Distributions;

namespace SparseEval;

/// <summary>What a paired comparison can detect, said before anything is spent.</summary>
/// <remarks>
/// A difference is detected with the wanted power where it is (t(1 - alpha/2) + t(power)) sqrt((1/n - 1/N) variance), n - 1 degrees of freedom; n items drawn at random without replacement, the same for both models,
/// and variance that of the difference between items, at least difference x (1 - difference): few items that differ by a whole score are a difference too, and an interval cannot rule out those that it has not seen. A regression on
/// past models shrinks the variance by its share of explained variance.
/// </remarks>
/// <param name="Population">Number of items of the benchmark, N.</param>
/// <param name="Variance">Of the difference from item to item, with the divisor N - 1, in (0, N / (N - 1)]; see <see cref="DifferenceVariance"/>. For right-or-wrong scores: the share of items on which the two disagree, less the squared difference.</param>
/// <param name="Confidence">1 - alpha of the two-sided test, in [0.5, 0.99999].</param>
/// <param name="Power">Wanted probability of detection, in [0.5, 0.999].</param>
[TypeFormatterSource(typeof(PairedPowerDisplay), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record PairedPower(int Population, double Variance, double Confidence = 0.95, double Power = 0.8)
{
    /// <summary>The least difference that n items detect; 0 for the whole benchmark, and above 1, the most that scores differ by, where they detect none.</summary>
    /// <exception cref="SparseEvalException">n is not in 2..N, or a property is out of range.</exception>
    public double MinimumDetectableDifference(int items)
    {
        Check();
        if (items < 2 || items > Population) throw new SparseEvalException($"{items} items do not fit a benchmark of {Population}. Give 2 to {Population}.");
        var quantiles = StudentT.InvCDF(0, 1, items - 1, 0.5 + Confidence / 2) + StudentT.InvCDF(0, 1, items - 1, Power);
        var squared = Math.Pow(Math.Max(0, quantiles), 2) * (1.0 / items - 1.0 / Population);
        return Math.Max(Math.Sqrt(squared * Variance), squared / (1 + squared));
    }

    /// <summary>The fewest items, 2 to N, that detect a difference in (0, 1].</summary>
    /// <exception cref="SparseEvalException">The difference or a property is out of range.</exception>
    public int ItemsFor(double difference)
    {
        Check();
        if (!(difference > 0 && difference <= 1)) throw new SparseEvalException($"A difference of {difference} is not in (0, 1]. Give it on the scale of scores, such as 0.02 for two points.");
        return Fewest(items => MinimumDetectableDifference(items) <= difference);
    }

    /// <summary>
    /// The fewest items, 2 to N, whose interval lies within plus and minus a margin in (0, 1] with the wanted probability where the models do not differ, which is what makes them equivalent:
    /// (t(1 - alpha/2) + t((1 + power)/2)) sqrt((1/n - 1/N) variance) is at most the margin.
    /// </summary>
    /// <remarks>A drop of at most the margin is shown for a model that does not differ by <see cref="ItemsFor"/> the margin: one end of the interval has to lie within it, not both.</remarks>
    /// <exception cref="SparseEvalException">The margin or a property is out of range.</exception>
    public int ItemsForEquivalence(double margin)
    {
        Check();
        if (!(margin > 0 && margin <= 1)) throw new SparseEvalException($"A margin of {margin} is not in (0, 1]. Give it on the scale of scores, such as 0.02 for two points.");
        return Fewest(items => (StudentT.InvCDF(0, 1, items - 1, 0.5 + Confidence / 2) + StudentT.InvCDF(0, 1, items - 1, 0.5 + Power / 2)) * StandardError(items) <= margin);
    }

    private double StandardError(int items) => Math.Sqrt((1.0 / items - 1.0 / Population) * Variance);

    private int Fewest(Func<int, bool> fits)
    {
        var (low, high) = (2, Population);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (fits(middle)) high = middle;
            else low = middle + 1;
        }
        return low;
    }

    private void Check()
    {
        if (Population < 2) throw new SparseEvalException($"A benchmark of {Population} items cannot be compared on. It needs at least 2.");
        // Half of the differences 1 and half -1: N squares of 1 over N - 1.
        if (!(Variance > 0 && Variance <= Population / (Population - 1.0) * (1 + 1e-12)))
            throw new SparseEvalException(FormattableString.Invariant($"A variance of {Variance} is not in (0, {Population / (Population - 1.0):0.####}], the most that differences in [-1, 1] have over {Population} items."));
        if (!(Confidence is >= 0.5 and <= 0.99999 && Power is >= 0.5 and <= 0.999))
            throw new SparseEvalException(FormattableString.Invariant($"Confidence {Confidence} must lie in [0.5, 0.99999] and power {Power} in [0.5, 0.999]. Give shares such as 0.95 and 0.8."));
    }

    /// <summary>Such as <c>paired comparison of 3840 items at power 0.8 and confidence 0.95, variance 0.31</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"paired comparison of {Population} items at power {Power:0.##} and confidence {Confidence:0.##}, variance {Variance:0.####} from item to item");
}
