namespace SparseEval;

/// <summary>What is known and wanted before the first item of a sequence is scored.</summary>
public sealed record SequencePlan
{
    private readonly double _confidence = 0.95;
    private readonly double? _halfWidth;
    private readonly IReadOnlyList<double>? _chances;

    /// <summary>Benchmark and history.</summary>
    public required SamplingFrame Frame { get; init; }

    /// <summary>Share of streams whose interval is right at every moment, in (0, 1); default 0.95.</summary>
    /// <exception cref="SparseEvalException">Outside (0, 1).</exception>
    public double Confidence
    {
        get => _confidence;
        init => _confidence = value is > 0 and < 1 ? value : throw new SparseEvalException($"Confidence {value} is not in (0, 1). Give a share such as 0.95.");
    }

    /// <summary>Which average of the item scores; default the item-weighted one.</summary>
    public Estimand Estimand { get; init; } = Estimand.ItemWeighted;

    /// <summary>
    /// The half-width at which the stream will be stopped, on the scale of scores in (0, 0.5), or null where another rule stops it. Sequences that divide their error
    /// over looks plan with it; it must be fixed before the first score.
    /// </summary>
    /// <exception cref="SparseEvalException">Outside (0, 0.5).</exception>
    public double? HalfWidth
    {
        get => _halfWidth;
        init => _halfWidth = value is null or (> 0 and < 0.5) ? value
            : throw new SparseEvalException($"A target half-width of {value} is not in (0, 0.5). Give it on the scale of scores, such as 0.02 for two points.");
    }

    /// <summary>
    /// Relative chance of each item, N numbers above 0, where the order is drawn one item after the other with chances in proportion to these among the items
    /// left; null for equal chances (a random order).
    /// </summary>
    /// <exception cref="SparseEvalException">A chance is not above 0 or not finite.</exception>
    public IReadOnlyList<double>? Chances
    {
        get => _chances;
        init => _chances = value is null || value.All(c => c > 0 && double.IsFinite(c)) ? value
            : throw new SparseEvalException("The chances of a sequence's items must be finite and above 0.");
    }

    /// <summary>Of the frame's history where they were made before, for many streams over one history.</summary>
    internal ItemFactors? Factors { get; init; }

    internal double[] ChanceOfItems() => Chances is null ? [.. Enumerable.Repeat(1.0, Frame.Count)]
        : Chances.Count == Frame.Count ? [.. Chances]
        : throw new SparseEvalException($"{Chances.Count} chances were given for {Frame.Count} items. Give one for each.");
}
