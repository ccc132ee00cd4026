namespace SparseEval;

/// <summary>The samples of one draw: one for all held-out models, or one each where the design asks for scores on the way.</summary>
internal sealed record ModelDraws(FoldModels Models, IReadOnlyList<Sample> Samples)
{
    /// <summary>Share of the full run's predicted cost, averaged over the models.</summary>
    public double CostShare => Samples.Average(ShareOf);

    public static ModelDraws Of(ISamplingDesign design, FoldModels models, int budget, ulong seed)
    {
        var first = Draw(design, models, budget, seed, 0, out var batches);
        return batches == 1 ? new(models, [first])
            : new(models, [first, .. Enumerable.Range(1, models.Count - 1).Select(m => Draw(design, models, budget, seed, m, out _))]);
    }

    public Estimate[] Estimate(IEstimator estimator, EstimationOptions options)
    {
        if (Samples.Count == 1) return [.. estimator.EstimateMany(Samples[0], [.. Enumerable.Range(0, Models.Count).Select(m => Models.Scores(m, Samples[0]))], options)];
        return [.. Samples.Select((sample, m) => estimator.Estimate(new(sample, Models.Scores(m, sample)), options))];
    }

    private static Sample Draw(ISamplingDesign design, FoldModels models, int budget, ulong seed, int model, out int batches)
    {
        var pass = design.Begin(models.Frame, budget, seed);
        var soFar = new Dictionary<int, double?>();
        for (batches = 0; pass.TryNext(soFar, out var items); batches++)
            foreach (var i in items) soFar.Add(i, models.Score(model, i));
        return pass.Sample;
    }

    private static double ShareOf(Sample sample) => sample.Frame.PredictedCost is { } cost
        ? sample.Items.Sum(i => cost[i.Index]) / cost.Sum() : sample.Count / (double)sample.Frame.Count;
}
