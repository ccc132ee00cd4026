namespace SparseEval;

/// <summary>The drawn set: which items, from which strata, with which probabilities.</summary>
public sealed record Sample
{
    /// <summary>What the items were drawn from.</summary>
    public required SamplingFrame Frame { get; init; }

    /// <summary>The design that drew it, with its parameters, such as <c>stratified(family, neyman)</c>.</summary>
    public required string Design { get; init; }

    /// <summary>The seed of the permanent random numbers.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The drawn items in the order of the benchmark; each once.</summary>
    public required IReadOnlyList<SampledItem> Items { get; init; }

    /// <summary>The strata that the design used; one named "all" where it used none.</summary>
    public required IReadOnlyList<StratumSample> Strata { get; init; }

    /// <summary>The item field whose groups were drawn whole (cluster sampling), or null where items were drawn one by one.</summary>
    public string? UnitField { get; init; }

    /// <summary>False where inclusion probabilities are not known (a prefix, anchors): no design-based interval holds then.</summary>
    public bool HasKnownProbabilities { get; init; } = true;

    /// <summary>
    /// True where past models' scores, or the model's own as they came, decided which items these are (anchors, rerandomized, adaptive, active): past models' errors on them are then smaller than a
    /// new model's, and no band can be calibrated on these.
    /// </summary>
    internal bool ChosenByScores { get; init; }

    /// <summary>The design's own rule for its variance, with weights 1 / pi_i; null for simple random sampling of units within the strata.</summary>
    internal DesignVariance? Variance { get; init; }

    /// <summary>The draws of an active design, each with its probability given the past; null for all others.</summary>
    internal IReadOnlyList<ActiveBatch>? Batches { get; init; }

    /// <summary>Number of items drawn, n.</summary>
    public int Count => Items.Count;
}
