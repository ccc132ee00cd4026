namespace SparseEval;

/// <summary>A sample with the score of each of its items.</summary>
public sealed record ScoredSample
{
    /// <summary>Pairs scores with drawn items.</summary>
    /// <param name="sample">The drawn set.</param>
    /// <param name="scores">In the order of <see cref="Sample.Items"/>, each in [0, 1], or null where the item has no score.</param>
    /// <exception cref="SparseEvalException">The lengths differ, or a score is outside [0, 1] or not a number.</exception>
    public ScoredSample(Sample sample, IReadOnlyList<double?> scores)
    {
        if (scores.Count != sample.Count)
            throw new SparseEvalException($"{scores.Count} scores were given for {sample.Count} drawn items. Give one for each, null where it is missing.");
        for (var i = 0; i < scores.Count; i++)
            if (scores[i] is { } score && !(score >= 0 && score <= 1))
                throw new SparseEvalException($"Item '{sample.Frame.Benchmark.Items[sample.Items[i].Index].Id}' has score {score}; scores lie in [0, 1].");
        Sample = sample;
        Scores = scores;
    }

    /// <summary>Pairs several scores of each item (epochs: the same question asked again with other randomness) with drawn items; the item's score is their mean.</summary>
    /// <param name="sample">The drawn set.</param>
    /// <param name="epochs">In the order of <see cref="Sample.Items"/>; each in [0, 1], or null where that epoch has none. Numbers of epochs may differ.</param>
    /// <exception cref="SparseEvalException">The lengths differ, or a score is outside [0, 1] or not a number.</exception>
    public static ScoredSample OfEpochs(Sample sample, IReadOnlyList<IReadOnlyList<double?>> epochs)
    {
        foreach (var (i, scores) in epochs.Index())
            if (scores.FirstOrDefault(y => y is { } score && !(score >= 0 && score <= 1)) is { } outside)
                throw new SparseEvalException($"Item {i} of the sample has score {outside} in an epoch; scores lie in [0, 1].");
        return new(sample, [.. epochs.Select(scores => scores.Average())]) { Epochs = EpochSpread.OfMeans(epochs) };
    }

    /// <summary>
    /// Estimated variance of each score as a mean over its epochs, s^2 / k, and k; null where the item has no score. Items with one epoch take s^2 from the others. Null where no item has two epochs.
    /// </summary>
    internal (double Variance, int Epochs)?[]? Epochs { get; init; }

    /// <summary>The drawn set.</summary>
    public Sample Sample { get; }

    /// <summary>In the order of <see cref="Sample.Items"/>; null where an item has no score, which is never the same as 0.</summary>
    public IReadOnlyList<double?> Scores { get; }

    /// <summary>Number of items that have a score.</summary>
    public int Scored => Scores.Count(s => s.HasValue);
}
