namespace SparseEval;

/// <summary>A fixed set of items that tells much about the rest, chosen from past models. Not random: no design-based interval holds.</summary>
internal sealed class AnchorsDesign(AnchorMethod method, Estimand estimand) : ISamplingDesign
{
    public static IReadOnlyDictionary<string, AnchorMethod> Methods { get; } = new Dictionary<string, AnchorMethod>(StringComparer.Ordinal)
    {
        ["variance-reduction"] = AnchorMethod.VarianceReduction,
        ["k-medoids"] = AnchorMethod.KMedoids,
        ["k-means"] = AnchorMethod.KMeans,
        ["disagreement"] = AnchorMethod.Disagreement,
        ["gradient"] = AnchorMethod.Gradient,
    };

    public string Name { get; } = $"anchors({Methods.Single(m => m.Value == method).Key})";

    public bool IsNested => method is AnchorMethod.VarianceReduction or AnchorMethod.Disagreement;

    public ISamplingPass Begin(SamplingFrame frame, int budget, ulong seed)
    {
        OneShotPass.RequireBudget(frame, budget);
        var history = frame.History ?? throw new SparseEvalException("The design 'anchors' needs past models' scores and the frame has none. Give a history, or use 'stratified' or 'simple-random'.");
        if (history.Models.Count < 3)
            throw new SparseEvalException($"The design 'anchors' needs at least 3 past models and the history has {history.Models.Count}. Add models, or use 'stratified' or 'simple-random'.");
        var weights = estimand.Weights(frame.Benchmark);
        var chosen = budget == frame.Count ? AnchorSet.Plain([.. Enumerable.Range(0, budget)]) : method switch
        {
            AnchorMethod.KMedoids => ClusterAnchors.Medoids(history, budget, seed),
            AnchorMethod.KMeans => ClusterAnchors.Means(history, budget, seed),
            AnchorMethod.Disagreement => AnchorSet.Plain(DisagreementAnchors.Choose(history, budget)),
            AnchorMethod.Gradient => AnchorSet.Plain(GradientAnchors.Choose(history, budget, weights, seed)),
            _ => AnchorSet.Plain(VarianceReductionAnchors.Choose(HistoryFactors.Of(history), budget, weights)),
        };
        return new OneShotPass(Sample(frame, seed, chosen));
    }

    private Sample Sample(SamplingFrame frame, ulong seed, AnchorSet chosen) => new()
    {
        Frame = frame,
        Design = Name,
        Seed = seed,
        HasKnownProbabilities = false,
        ChosenByScores = true,
        Strata = [new("all", frame.Count, chosen.Items.Length)],
        Items = [.. chosen.Items.Select((i, k) => new SampledItem(i, 0, 1.0 / (chosen.StandsFor?[k] ?? 1))).OrderBy(i => i.Index)],
        Variance = chosen.StandsFor is null ? null : new ResidualVariance(),
    };
}
