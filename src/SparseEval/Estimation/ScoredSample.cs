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

    /// <summary>The drawn set.</summary>
    public Sample Sample { get; }

    /// <summary>In the order of <see cref="Sample.Items"/>; null where an item has no score, which is never the same as 0.</summary>
    public IReadOnlyList<double?> Scores { get; }

    /// <summary>Number of items that have a score.</summary>
    public int Scored => Scores.Count(s => s.HasValue);
}
