namespace SparseEval;

/// <summary>The catalog of designs.</summary>
public static class Designs
{
    private static readonly Dictionary<string, bool> BalancedSchemes = new(StringComparer.Ordinal) { ["equal"] = false, ["unequal"] = true };

    /// <summary>Every member by the name that the command line takes.</summary>
    public static IReadOnlyDictionary<string, Func<DesignOptions, ISamplingDesign>> All { get; } =
        new Dictionary<string, Func<DesignOptions, ISamplingDesign>>(StringComparer.Ordinal)
        {
            ["simple-random"] = o => SimpleRandom(o.Cluster),
            ["stratified"] = o => Stratified(o.By ?? throw new SparseEvalException(
                "The design 'stratified' needs a field to stratify by. Name one, such as --by family, or use 'simple-random'."), o.Allocation, o.Cluster),
            ["systematic"] = o => Systematic(Single(o, "systematic").By),
            ["unequal"] = o => Unequal(new()
            {
                Scheme = Scheme(Single(o, "unequal"), UnequalDesign.Schemes),
                UniformShare = o.UniformShare ?? new UnequalOptions().UniformShare,
                Estimand = o.Estimand,
            }),
            ["balanced"] = o => Balanced(new()
            {
                By = Single(o, "balanced").By,
                Unequal = Scheme(o, BalancedSchemes) ? new() { UniformShare = o.UniformShare ?? new UnequalOptions().UniformShare, Estimand = o.Estimand } : null,
            }),
            ["anchors"] = o => Anchors(Scheme(Single(o, "anchors"), AnchorsDesign.Methods), o.Estimand),
            ["pivotal"] = o => Pivotal(new() { Scheme = Scheme(Single(o, "pivotal"), PivotalDesign.Schemes), UniformShare = o.UniformShare ?? 1, Estimand = o.Estimand }),
            ["prefix"] = _ => Prefix(),
            ["active"] = o => Active(o.UniformShare),
            ["adaptive"] = _ => Adaptive(),
            ["rerandomized"] = o => Rerandomized(SimpleRandom(o.Cluster), estimand: o.Estimand),
        };

    /// <summary>Every set of n items is equally likely; without replacement.</summary>
    /// <param name="cluster">
    /// Field whose groups are drawn whole: round(budget / mean group size) groups, at least 2, so the number of items comes near the budget
    /// and is not exactly it. An item without the field is a group of its own. Null draws items one by one.
    /// </param>
    public static ISamplingDesign SimpleRandom(string? cluster = null) => new StratifiedDesign(by: null, Allocations.Proportional(), cluster);

    /// <summary>Simple random sampling within each stratum, at least 2 units in each that has 2.</summary>
    /// <param name="by">
    /// Item field, or several joined by commas for their crossing; with a history also <c>predicted-difficulty</c> (5 bins of past models' mean score, <c>predicted-difficulty:8</c> for 8)
    /// and <c>history-groups</c> (8 groups of items that past models answer alike, by k-means on history factors).
    /// </param>
    /// <param name="allocation">How the budget is divided; null for proportional.</param>
    /// <param name="cluster">Field whose groups are drawn whole, as in <see cref="SimpleRandom"/>; each group must lie in one stratum.</param>
    public static ISamplingDesign Stratified(string by, IAllocation? allocation = null, string? cluster = null) =>
        new StratifiedDesign(by, allocation ?? Allocations.Proportional(), cluster);

    /// <summary>Every k-th item along an order from a random start: equal probabilities, spread evenly along the order. Successive budgets are not nested.</summary>
    /// <param name="by">
    /// Item field (by number where all its texts are numbers), <c>predicted-difficulty</c> (past models' mean score) or <c>file</c>. Null for predicted difficulty with a
    /// history and the order of the file without.
    /// </param>
    public static ISamplingDesign Systematic(string? by = null) => new SystematicDesign(by);

    /// <summary>
    /// n items with probabilities in proportion to w_i sd_i / sqrt(cost_i), sd_i from past models: for the regression estimator, which removes what the history explains. Needs a
    /// history or predicted costs. Successive budgets are not nested.
    /// </summary>
    public static ISamplingDesign Unequal(UnequalOptions? options = null) => new UnequalDesign(options ?? new());

    /// <summary>
    /// The cube method: a random sample whose totals of history factors, categories and cost are those of the benchmark, up to rounding; so what these explain of the scores is no
    /// error. Needs a history, costs or a field. Successive budgets are not nested.
    /// </summary>
    public static ISamplingDesign Balanced(BalancedOptions? options = null) => new BalancedDesign(options ?? new());

    /// <summary>
    /// The local pivotal method: a random sample with equal probabilities that is well spread over the space of history factors (or of numeric item fields), since near items
    /// exclude one another. Successive budgets are not nested.
    /// </summary>
    public static ISamplingDesign Pivotal(PivotalOptions? options = null) => new PivotalDesign(options ?? new());

    /// <summary>
    /// A fixed set of items that tells much about the rest, chosen from past models and not at random: no design-based interval holds, and a model unlike past ones may be far off.
    /// Needs a history of 3 models or more.
    /// </summary>
    /// <param name="method">How items are chosen. Variance reduction and disagreement are nested, the others are not.</param>
    /// <param name="estimand">Whose weights count; null for the item-weighted score.</param>
    public static ISamplingDesign Anchors(AnchorMethod method = AnchorMethod.VarianceReduction, Estimand? estimand = null) => new AnchorsDesign(method, estimand ?? Estimand.ItemWeighted);

    /// <summary>The first n items of the file: a baseline that is not random and carries no interval.</summary>
    public static ISamplingDesign Prefix() => new PrefixDesign();

    /// <summary>
    /// Batch by batch without replacement, with probabilities that follow how unsure a model of the history is about each item, given the scores so far; estimate with
    /// <see cref="Estimators.Active"/>. Needs a history of 8 models or more. Another model gets other items.
    /// </summary>
    /// <param name="uniformShare">Least share of equal probabilities in the mixture, in (0, 1]; past models and the scores so far say how much more. Null for 0.1.</param>
    /// <param name="batches">Number of batches the budget is divided into, 1 to 1,000: predictions are renewed after each.</param>
    /// <param name="model">Predicts the scores; null for the one of the logistic and the Gaussian factor model that would have sampled past models best.</param>
    /// <exception cref="SparseEvalException">A number is out of range.</exception>
    public static ISamplingDesign Active(double? uniformShare = null, int batches = 12, IHistoryModel? model = null)
    {
        if (uniformShare is not (null or (> 0 and <= 1))) throw new SparseEvalException($"A uniform share of {uniformShare} was asked for; give more than 0 and at most 1.");
        return batches is >= 1 and <= 1000 ? new ActiveDesign(uniformShare, batches, model) : throw new SparseEvalException($"{batches} batches were asked for; give 1 to 1,000.");
    }

    /// <summary>
    /// The sample, of many drawn by another design, from which past models' full scores are estimated best; for the most precise score, without a design-based interval.
    /// A larger budget draws other items. Needs a history of 12 models or more.
    /// </summary>
    /// <param name="inner">Draws the candidates, all at once.</param>
    /// <param name="candidates">How many, 1 to 10,000.</param>
    /// <param name="estimand">Which full scores of past models count; null for the item-weighted ones.</param>
    /// <exception cref="SparseEvalException">The number of candidates is out of range.</exception>
    public static ISamplingDesign Rerandomized(ISamplingDesign inner, int candidates = 48, Estimand? estimand = null) => candidates is >= 1 and <= 10_000
        ? new RerandomizedDesign(inner, candidates, estimand ?? Estimand.ItemWeighted)
        : throw new SparseEvalException($"{candidates} candidate samples were asked for; give 1 to 10,000.");

    /// <summary>
    /// Adaptive testing: the items that, by two-parameter IRT of the history, tell most about the model's ability as its scores come in. Not random in a known way: use it
    /// with an estimator that predicts (<see cref="Estimators.PIrt"/>, <see cref="Estimators.FactorModel"/>), for a score without an interval. Needs a history.
    /// </summary>
    /// <param name="options">Null for the defaults.</param>
    public static ISamplingDesign Adaptive(AdaptiveOptions? options = null) => new AdaptiveDesign(options ?? new());

    /// <summary>The design with this name.</summary>
    /// <exception cref="SparseEvalException">There is none, or it lacks a hyper-parameter; the message lists what there is.</exception>
    public static ISamplingDesign Parse(string name, DesignOptions options) => All.TryGetValue(name, out var factory) ? factory(options)
        : throw new SparseEvalException($"There is no design '{name}'. Use one of: {string.Join(", ", All.Keys)}.");

    private static DesignOptions Single(DesignOptions options, string design) => options.Cluster is null ? options : throw new SparseEvalException(
        $"The design '{design}' draws items one by one, so the cluster field '{options.Cluster}' has no place in it. Leave it out, or use 'simple-random' or 'stratified'.");

    private static T Scheme<T>(DesignOptions options, IReadOnlyDictionary<string, T> schemes) => options.Scheme is not { } name ? schemes.First().Value
        : schemes.TryGetValue(name, out var scheme) ? scheme : throw new SparseEvalException($"There is no scheme '{name}' for this design. Use one of: {string.Join(", ", schemes.Keys)}.");
}
