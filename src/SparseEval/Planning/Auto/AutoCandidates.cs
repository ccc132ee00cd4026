namespace SparseEval;

/// <summary>What <see cref="AutoMethod"/> chooses from, for the average that is wanted.</summary>
internal static class AutoCandidates
{
    /// <summary>Samples that the point score is chosen from.</summary>
    public const int Samples = 48;

    /// <summary>The plain mean of the simplest draw that suits the average: simple random, equal numbers from each category, or chances that follow the weights.</summary>
    public static AutoMethod Plain(Estimand estimand) => new(estimand switch
    {
        { CategoryField: { } field } => Designs.Stratified(field, Allocations.Equal()),
        { IsWeighted: true } => Designs.Unequal(new() { Estimand = estimand }),
        _ => Designs.SimpleRandom(),
    }, Estimators.Mean(), null, "");

    /// <summary>Well spread, with more weight on items that past models differ on; where categories count, some from each.</summary>
    public static ISamplingDesign Telling(Estimand estimand) =>
        estimand.CategoryField is null ? Designs.Pivotal(new() { UniformShare = 0.5, Estimand = estimand }) : Plain(estimand).Design;

    /// <summary>The best of many such samples.</summary>
    public static ISamplingDesign Best(Estimand estimand) => Designs.Rerandomized(Designs.Pivotal(new() { UniformShare = 0.3, Estimand = estimand }), Samples, estimand);

    /// <summary>Simplest first.</summary>
    public static IEnumerable<AutoMethod> ForIntervals(Estimand estimand)
    {
        var (plain, regression) = (Plain(estimand), Estimators.Regression());
        return
        [
            plain,
            plain with { Estimator = regression },
            .. estimand.IsItemWeighted ? Array.Empty<AutoMethod>() : [plain with { Design = Designs.SimpleRandom(), Estimator = regression }],
            new(Designs.Pivotal(), regression, null, ""),
            new(Designs.Pivotal(new() { UniformShare = 0.5, Estimand = estimand }), regression, null, ""),
        ];
    }
}
