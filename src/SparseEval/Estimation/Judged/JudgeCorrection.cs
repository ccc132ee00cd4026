namespace SparseEval;

/// <summary>
/// The full score by trusted grades, from a sample that a cheap grader (a language model as judge, a weak check) scored throughout and a trusted one scored in part: the cheap scores
/// carry the precision, the trusted ones take away their bias.
/// </summary>
public static class JudgeCorrection
{
    /// <summary>Which items of a judged sample to grade by the trusted grader: a simple random sample of it, the same for the same seed; a larger number extends a smaller one's.</summary>
    /// <param name="sample">The judged sample.</param>
    /// <param name="count">How many, 2 to n.</param>
    /// <param name="seed">Of the draw; it is independent of the sample's own.</param>
    /// <returns>Positions in the benchmark, ascending.</returns>
    /// <exception cref="SparseEvalException">The number does not fit the sample.</exception>
    public static IReadOnlyList<int> Choose(Sample sample, int count, ulong seed)
    {
        if (count < 2 || count > sample.Count) throw new SparseEvalException($"{count} trusted grades do not fit a sample of {sample.Count} items. Give 2 to {sample.Count}.");
        var items = sample.Frame.Benchmark.Items;
        return [.. sample.Items.Select(item => item.Index).OrderBy(i => PermanentRandomNumber.Of(PermanentRandomNumber.Seed(seed, 0x7275, 0x7374), items[i].Id)).Take(count).Order()];
    }

    /// <summary>
    /// Which items to grade by the trusted grader, with chances that follow the judge's doubt: half of the expected number is spread equally, half by 4 p (1 - p) of its scores p. Items are drawn independently of each
    /// other, so that their number varies about the one asked for; the same for the same seed.
    /// </summary>
    /// <param name="judged">The cheap grader's scores of the sample; items without one are never chosen.</param>
    /// <param name="count">Expected number, 5 to the number of judged items.</param>
    /// <param name="seed">Of the draw; it is independent of the sample's own.</param>
    /// <returns>Ascending by position, with the chances that <see cref="Estimate"/> needs.</returns>
    /// <exception cref="SparseEvalException">The number does not fit the sample.</exception>
    public static IReadOnlyList<TrustedChoice> ChooseUncertain(ScoredSample judged, int count, ulong seed) => UncertainChoice.Draw(judged, count, seed);

    /// <summary>The corrected estimate.</summary>
    /// <param name="judged">The cheap grader's scores of the sample.</param>
    /// <param name="trusted">The trusted grader's scores in [0, 1] by position in the benchmark, of a simple random sample of the judged items such as <see cref="Choose"/> draws; at least 5.</param>
    /// <param name="options">Confidence and estimand; null for the defaults.</param>
    /// <param name="chances">Chance in (0, 1] of each trusted item, drawn independently, as <see cref="ChooseUncertain"/> says them; null for a simple random choice.</param>
    /// <remarks>
    /// Two-phase regression estimator (Sarndal, Swensson and Wretman 1992, 9.3 and 9.6): value = sum of a (b p) + mean over the trusted of (y - b p), a the design's weights and b the slope
    /// of trusted on cheap scores in [0, 1]. Variance: the design's own, of the values b p + corrections scaled by n / m, and the part of the second phase that its finite population
    /// correction takes away. One disagreement more than was seen is assumed, so that a judge which was always right on few items is not taken for infallible.
    /// </remarks>
    /// <exception cref="SparseEvalException">The design has no known probabilities, a trusted item was not judged, or there are too few.</exception>
    public static Estimate Estimate(ScoredSample judged, IReadOnlyDictionary<int, double> trusted, EstimationOptions? options = null, IReadOnlyDictionary<int, double>? chances = null) =>
        new TwoPhase(judged, trusted, options ?? new(), chances).Estimate();
}
