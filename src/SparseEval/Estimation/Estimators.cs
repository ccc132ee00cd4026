namespace SparseEval;

/// <summary>The catalog of estimators.</summary>
public static class Estimators
{
    /// <summary>Every member by the name that the command line takes.</summary>
    public static IReadOnlyDictionary<string, Func<IEstimator>> All { get; } = new Dictionary<string, Func<IEstimator>>(StringComparer.Ordinal)
    {
        ["mean"] = Mean,
        ["regression"] = () => Regression(),
        ["post-stratified"] = () => PostStratified(),
        ["ratio"] = Ratio,
        ["difference"] = Difference,
        ["ppi"] = Ppi,
        ["stacked"] = Stacked,
        ["factor-model"] = () => FactorModel(),
        ["p-irt"] = PIrt,
        ["gp-irt"] = GpIrt,
        ["learner"] = () => Learner(),
        ["active"] = Active,
    };

    /// <summary>
    /// The mean of the sampled scores, each weighted by the number of items it stands for (Horvitz-Thompson within strata; ratio means for clusters and
    /// categories), with the design's variance. Needs nothing but the sample.
    /// </summary>
    public static IEstimator Mean() => new MeanEstimator();

    /// <summary>
    /// The mean, corrected by ridge regression on past models' scores, which are known for all items; variance from leave-one-out residuals. Needs a
    /// history, binary or graded, with or without gaps; a useless one costs nothing, since the plain mean is taken then. Valid whether or not the history
    /// resembles the model; one that does makes the interval narrower.
    /// </summary>
    /// <param name="options">Hyper-parameters; null for the defaults.</param>
    public static IEstimator Regression(RegressionOptions? options = null) => new RegressionEstimator(options ?? new());

    /// <summary>
    /// A mixture of seven estimates trained on past models left out in turn: the most precise score for a model like the past ones, with a band calibrated on their errors
    /// in place of a design-based interval. A guard falls back to <see cref="Regression"/> for a model unlike them. Needs a history of 12 models or more.
    /// </summary>
    public static IEstimator Stacked() => new StackedEstimator();

    /// <summary>
    /// Observed scores as they are, all others predicted by a model of the history; band calibrated on past models that are left out in turn, for any design whose items no scores
    /// decided on (anchors, rerandomized, adaptive and active samples get the score alone).
    /// Falls back to <see cref="Regression"/> where the model is unlike the past ones or they are too few (20 for 95 %, 99 for 99 %), and says so.
    /// </summary>
    /// <param name="model">Null for the Gaussian factor model.</param>
    public static IEstimator FactorModel(IHistoryModel? model = null) => new CalibratedEstimator(new ModelPredictor("factor-model", model ?? HistoryModels.GaussianFactor()));

    /// <summary>The same with two-parameter IRT (p-IRT).</summary>
    public static IEstimator PIrt() => new CalibratedEstimator(new ModelPredictor("p-irt", HistoryModels.TwoParameter()));

    /// <summary>p-IRT blended with the mean of the sampled scores, by how precise each is (gp-IRT).</summary>
    public static IEstimator GpIrt() => new CalibratedEstimator(new BlendedPredictor("gp-irt", new("p-irt", HistoryModels.TwoParameter())));

    /// <summary>
    /// Regression from past models' scores on the sampled items to their full scores, with the same band, guard and fall-back; most precise with hundreds of past models like the new one.
    /// </summary>
    /// <param name="options">Null for ridge regression.</param>
    public static IEstimator Learner(LearnerOptions? options = null) => new CalibratedEstimator(new LearnerPredictor(options ?? new()));

    /// <summary>For samples of <see cref="Designs.Active"/>: the mean of each draw's exact signal, with the predictions' help and without their bias. On other samples it is the mean.</summary>
    public static IEstimator Active() => new ActiveEstimator();

    /// <summary>
    /// The mean of groups' means, each group weighted by its known number of items: what stratifying would have given, for a sample that was not stratified. Groups with fewer than 5 scored
    /// items are joined with their neighbour.
    /// </summary>
    /// <param name="by">Item field that names the groups; null for fifths of the items by past models' mean score, which needs a history.</param>
    public static IEstimator PostStratified(string? by = null) => new PostStratifiedEstimator(by);

    /// <summary>The mean times (past models' mean score on the benchmark) / (theirs on the sample). For scores in proportion to past models'; biased by a share of about 1/n. Needs a history.</summary>
    public static IEstimator Ratio() => new RatioEstimator();

    /// <summary>The mean plus what past models' mean score is higher on the benchmark than on the sample; unbiased, and worse than the mean where past models say little. Needs a history.</summary>
    public static IEstimator Difference() => new DifferenceEstimator();

    /// <summary>
    /// Prediction-powered inference with power tuning (PPI++) for a known, finite benchmark: as <see cref="Difference"/> with the prediction, past models' mean score, times the factor
    /// that makes the variance least, cross-fitted. Never worse than the mean by its own account. Needs a history.
    /// </summary>
    public static IEstimator Ppi() => new PpiEstimator();

    /// <summary>The estimator with this name; <c>post-stratified:FIELD</c> takes its groups from a field.</summary>
    /// <exception cref="SparseEvalException">There is none; the message lists all.</exception>
    public static IEstimator Parse(string name) => name.StartsWith("post-stratified:", StringComparison.Ordinal) && name.Length > 16 ? PostStratified(name[16..]) : All.TryGetValue(name, out var factory) ? factory()
        : throw new SparseEvalException($"There is no estimator '{name}'. Use one of: {string.Join(", ", All.Keys)}.");
}
