using System.Globalization;

namespace SparseEval;

/// <summary>Every coded remark of the core, in one place; each code has a page <c>docs/diagnostics/SPExxxx.md</c>.</summary>
internal static class DiagnosticCatalog
{
    /// <summary>All codes, for the test that asks for their pages.</summary>
    public static IReadOnlyList<string> Codes { get; } =
    [
        .. Numbers(1, 13),
        .. Numbers(20, 28),
        .. Numbers(32, 39),
        .. Numbers(45, 47),
        .. Numbers(56, 57),
        .. Numbers(74, 74),
        .. Numbers(79, 79),
    ];

    public static Diagnostic IntervalChosen(string method, string reason) =>
        Note(1, $"The interval is {method}, because {reason}.");

    public static Diagnostic Unscored(int missing, int drawn, string where) =>
        Warning(2, $"{missing} of {drawn} drawn items have no score ({where}); they are treated as missing at random within their stratum, not as wrong. " +
            "If items fail because they are hard, the estimate is too high: run them again.");

    public static Diagnostic NoKnownProbabilities(string design) =>
        Error(3, $"The design '{design}' does not draw at random, so no interval can be given and the value may be biased. Use 'stratified' or 'simple-random'.");

    public static Diagnostic NoSpread(double score, int items) =>
        Warning(4, FormattableString.Invariant($"All {items} scored items have the score {score:0.###}. The variance estimate is 0, which is not certainty; the interval rests on the sample's size alone."));

    public static Diagnostic FellBackToMean(string reason) =>
        Note(5, $"The history did not help, so the estimate is the plain mean: {reason}.");

    public static Diagnostic HistoryImputed(long cells, long all) =>
        Note(6, $"{cells} of {all} history cells are missing; each was filled with its item's mean over the other models. This costs precision, not validity.");

    public static Diagnostic Clipped(double raw, double clipped) =>
        Note(7, FormattableString.Invariant($"The estimate {raw:0.####} lay outside what the observed scores allow and was set to {clipped:0.####}."));

    public static Diagnostic SingletonsCombined(string strata) =>
        Warning(8, $"Strata with one scored unit were joined with a neighbour for the variance, which errs on the large side: {strata}.");

    public static Diagnostic FewDegreesOfFreedom(double freedom) =>
        Warning(9, FormattableString.Invariant($"The standard error has only {freedom:0.#} degrees of freedom; it and the interval are rough. Draw more items or use fewer strata."));

    public static Diagnostic ResidualFloor(int items, bool graded) => Note(10, !graded
        ? $"Past models predict the {items} sampled scores almost without error; a few misses among the unseen items would go unnoticed, so the standard error is held at 1.5 sqrt(1 - f) / n."
        : $"Past models predict the {items} sampled scores better than they predict each other; a few misses among the unseen items would go unnoticed, so the standard error is held near " +
            "that of a model predicted as they are, or at 1.5 sqrt(1 - f) / n times the range of the scores where that is less.");

    public static Diagnostic Census(int items) =>
        Note(11, $"All {items} items are scored: the value is exact.");

    public static Diagnostic StrataJoinedByClusters(string field) =>
        Note(12, $"Clusters of '{field}' reach over several strata; these strata were joined for the variance.");

    public static Diagnostic VarianceUndefined(int units) =>
        Error(13, $"With {units} observed unit no interval can be given. Observe at least 2.");

    public static Diagnostic TwinModels(int twins, string model, string of) =>
        Warning(20, $"{twins} past models are near-copies of others in the history, '{model}' of '{of}' first. They are left out together when predictions are checked, " +
            "but they count several times; keep one of each if they are the same model.");

    public static Diagnostic ConstantItems(int constant, int items) =>
        Note(21, $"Past models that have a score all agree on {constant} of {items} items; these items tell nothing about a model's factors.");

    public static Diagnostic NoFactors() =>
        Warning(22, "No factor of the history predicts past models that are left out better than the items' means do, so predictions are the same for every model.");

    public static Diagnostic BandCalibrated(int models) =>
        Note(23, $"The band is calibrated on {models} past models, each predicted without itself from the same items. It holds for a model that comes from the same crowd; " +
            "it is no confidence interval of the draw.");

    public static Diagnostic BandFellBack(string reason) =>
        Warning(24, $"The calibrated band was not used, and the estimate rests on the random draw alone: {reason}.");

    public static Diagnostic BandWithheld(string reason) =>
        Error(25, $"No band can be given, and the design has no known probabilities to fall back on: {reason}. Draw at random, or add past models like this one.");

    public static Diagnostic TwinsInHistory(int models, string model, string twin) =>
        Warning(32, $"{models} held-out models have a twin with exactly their scores in the history ('{model}' and '{twin}'), which makes methods with history look better than they are. " +
            "Drop duplicates, or hold out whole families.");

    public static Diagnostic CombinationSkipped(string combination, string reason) =>
        Note(33, $"Not measured: {combination}. {reason.TrimEnd('.')}.");

    public static Diagnostic IncompleteModels(int incomplete, int all) =>
        Note(34, $"{incomplete} of {all} models lack scores and so have no full score; they are history alone and never held out.");

    public static Diagnostic FewHeldOut(int models, string fold) =>
        Warning(35, $"Fold '{fold}' holds out {models} models; its orders and coverage rest on these alone. Hold out more.");

    public static Diagnostic BandNotCalibratedHere(string design) =>
        Warning(36, $"No band is given: scores decided which items '{design}' takes, so past models' errors on these items are smaller than a new model's will be. " +
            "Draw at random ('pivotal', 'simple-random') where a band or an interval is needed.");

    public static Diagnostic StackFellBack(string reason) =>
        Note(37, $"The mixture trained on past models was not used: {reason}.");

    public static Diagnostic BandFromPastModels() =>
        Note(38, "The interval is a band calibrated on past models' errors: it holds for a model exchangeable with them, and is no design-based confidence interval.");

    public static Diagnostic ChosenByAuto(string reason) => Note(39, $"Chosen automatically: {reason.TrimEnd('.')}.");

    public static Diagnostic ConfidenceBeyondPastModels(double confidence) =>
        Warning(46, string.Create(CultureInfo.InvariantCulture, $"The history holds too few models like this one for a band at confidence {confidence}. Lower the confidence, or use the estimator 'regression'."));

    public static Diagnostic ActiveScoresMissing(int missing) =>
        Error(47, $"{missing} items of an active sample have no score and stand at their predictions, whose error is unknown, so no interval is given. Run the failed items again.");

    public static Diagnostic PointScore(string design) =>
        Note(45, $"'{design}' chooses items for the most precise score of a model like past ones; no interval follows from it. Use the aim 'interval' or a design with known probabilities for one.");

    public static Diagnostic JudgeCorrected(int trusted, double bias, double judged) =>
        Note(28, FormattableString.Invariant($"The judge's own mean is {judged:0.0000}. On {trusted} trusted grades it scores {Math.Abs(bias):0.000} too {(bias >= 0 ? "high" : "low")}, which is taken out here."));

    public static Diagnostic CoverageNotPromised(string reason) =>
        Warning(79, $"The interval's coverage cannot be promised: {reason}.");

    public static Diagnostic MissingInGate(int missing, string atRandom, string atWorst, bool random) => Warning(74, random
        ? $"{missing} items lack a score and were taken as missing at random, as was asked for; nothing shows that they are. With them at the worst end for each claim the interval is {atWorst}."
        : $"{missing} items lack a score. Each claim must hold with them at the end of the scale that speaks against it ({atWorst}); taken as missing at random the interval is {atRandom}. Run them again to decide by their scores.");

    private static IEnumerable<string> Numbers(int first, int last) => Enumerable.Range(first, last - first + 1).Select(i => $"SPE{i:0000}");

    public static Diagnostic LeftOutOfPair(int items) =>
        Warning(27, $"{items} items have a score of one model alone and were left out of the comparison. If items fail because they are hard for one of the two, the difference is biased: run them again.");

    public static Diagnostic IntervalOfDifference(string kind) => kind == SquareAndAdd.Kind
        ? Note(57, $"The interval of the difference is {kind}: items on which one model is better and those on which the other is have an interval each, and the two are put together.")
        : Note(57, $"The interval of the difference is {kind}, applied to differences moved to the range from 0 to 1: it was asked for, or the estimator gives no other.");

    public static Diagnostic NoDifferenceSeen(int items) =>
        Note(56, $"Both models have the same score on each of the {items} compared items. That does not prove them alike: the interval holds the differences that so many equal items leave possible.");

    public static Diagnostic AsymptoticSequence(string sequence) =>
        Note(26, $"The sequence '{sequence}' rests on a normal approximation at every look; its measured error is in its page. Use 'betting' where no approximation is allowed.");

    private static Diagnostic Note(int code, string message) => new($"SPE{code:0000}", DiagnosticSeverity.Note, message);

    private static Diagnostic Warning(int code, string message) => new($"SPE{code:0000}", DiagnosticSeverity.Warning, message);

    private static Diagnostic Error(int code, string message) => new($"SPE{code:0000}", DiagnosticSeverity.Error, message);
}
