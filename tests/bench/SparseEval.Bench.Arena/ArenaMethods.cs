namespace SparseEval.Bench.Arena;

/// <summary>Our methods by name. A new one is one line here.</summary>
internal static class ArenaMethods
{
    public static IReadOnlyList<ArenaMethod> All { get; } =
    [
        new("srs_wald", Random, Estimators.Mean(), Wald),
        new("mean", Random, Estimators.Mean(), Default),
        new("stratified_mean", split => new OrderDesign(split, "category"), Estimators.Mean(), Default) { Field = "category" },
        new("regression", Random, Estimators.Regression(), Default),
        new("post_stratified", Random, Estimators.PostStratified(), Default),
        new("ratio", Random, Estimators.Ratio(), Default),
        new("difference", Random, Estimators.Difference(), Default),
        new("ppi", Random, Estimators.Ppi(), Default),
        new("stacked", Random, Estimators.Stacked(), Default),
        new("pivotal", _ => Designs.Pivotal(), Estimators.Regression(), Default),
        new("pivotal_0.5", _ => Designs.Pivotal(new() { UniformShare = 0.5 }), Estimators.Regression(), Default),
        Auto("auto", AutoAim.Interval),
        Auto("auto_point", AutoAim.Point) with { IsDeterministic = true },
        Auto("auto_band", AutoAim.Band),
        new("regression_wald", Random, Estimators.Regression(), Wald),
        new("active", _ => Designs.Active(), Estimators.Active(), Default),
        new("active_logistic", _ => Designs.Active(model: HistoryModels.LogisticFactor()), Estimators.Active(), Default),
        new("active_gaussian", _ => Designs.Active(model: Gaussian), Estimators.Active(), Default),
        new("factor_model", Random, Estimators.FactorModel(), Default),
        new("factor_model_logistic", Random, Estimators.FactorModel(HistoryModels.LogisticFactor()), Default),
        new("p_irt", Random, Estimators.PIrt(), Default),
        new("gp_irt", Random, Estimators.GpIrt(), Default),
        new("learner", Random, Estimators.Learner(), Default),
        new("learner_anchors", VarianceAnchors, Estimators.Learner(), Default) { IsDeterministic = true },
        new("factor_model_anchors", VarianceAnchors, Estimators.FactorModel(), Default) { IsDeterministic = true },
        new("p_irt_anchors", GroupAnchors, Estimators.PIrt(), Default) { IsDeterministic = true },
        new("gp_irt_anchors", GroupAnchors, Estimators.GpIrt(), Default) { IsDeterministic = true },
        new("adaptive", _ => Designs.Adaptive(), Estimators.PIrt(), Default),
    ];

    private static ArenaMethod Auto(string name, AutoAim aim)
    {
        var choice = new AutoChoice(aim);
        return new(name, _ => choice, choice, Default);
    }

    private static IHistoryModel Gaussian { get; } = HistoryModels.GaussianFactor();

    private static EstimationOptions Default => new() { Singletons = SingletonStratum.Combine };

    private static EstimationOptions Wald => Default with { Interval = Intervals.WaldT() };

    private static ISamplingDesign VarianceAnchors(ArenaSplit split) => Designs.Anchors();

    private static ISamplingDesign GroupAnchors(ArenaSplit split) => Designs.Anchors(AnchorMethod.KMeans);

    private static OrderDesign Random(ArenaSplit split) => new(split);
}
