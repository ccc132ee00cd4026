namespace SparseEval;

/// <summary>theta = sum over groups g of (weight of g) (mean of the sampled scores in g), groups from a field or fifths of predicted difficulty.</summary>
/// <remarks>
/// Sarndal, Swensson and Wretman (1992), 7.6; Holt and Smith (1979) for the variance given the counts, which <see cref="CategoryLeverage"/> makes of the linearised one. With a category-weighted
/// score groups are taken within categories.
/// </remarks>
internal sealed class PostStratifiedEstimator(string? by) : IEstimator
{
    private const int Groups = 5;

    public string Name => by is null ? "post-stratified" : $"post-stratified({by})";

    public Estimate Estimate(ScoredSample scored, EstimationOptions options) =>
        Estimate(new DesignedScores(scored, options, CellsOf(scored.Sample, options)));

    public IReadOnlyList<Estimate> EstimateMany(Sample sample, IReadOnlyList<IReadOnlyList<double?>> scores, EstimationOptions options) =>
        [.. DesignedScores.Many(sample, scores, options, CellsOf(sample, options)).Select(Estimate)];

    private Estimate Estimate(DesignedScores scores) => MeanEstimator.Estimate(scores, new EstimateReport(scores, Name));

    /// <summary>Items without weight fill no cell.</summary>
    private Func<int[], int[]> CellsOf(Sample sample, EstimationOptions options)
    {
        var (groups, weights) = (GroupsOf(sample, options), options.Estimand.Weights(sample.Frame.Benchmark));
        return index => PostStrata.Join(groups, Array.FindAll(index, i => weights[i] > 0));
    }

    /// <summary>Category and group of each item; groups in their order.</summary>
    private (string Category, string Group)[] GroupsOf(Sample sample, EstimationOptions options)
    {
        var items = sample.Frame.Benchmark.Items;
        var groups = by is null ? Fifths(sample) : [.. items.Select(item => item[by])];
        return [.. items.Select((item, i) => (options.Estimand.CategoryField is { } field ? item[field] : "", groups[i]))];
    }

    /// <summary>Items that past models score alike stay together, so that the order of the file decides nothing.</summary>
    private string[] Fifths(Sample sample)
    {
        var means = HistoryTotals.Of(RegressionEstimator.HistoryOf(sample, Name)).ItemMeans;
        var (groups, before) = (new string[means.Length], -1);
        foreach (var (place, item) in Enumerable.Range(0, means.Length).OrderBy(i => means[i]).Index())
        {
            groups[item] = before >= 0 && means[item] - means[before] < 1e-12 ? groups[before] : $"{place * Groups / means.Length}";
            before = item;
        }
        return groups;
    }
}
