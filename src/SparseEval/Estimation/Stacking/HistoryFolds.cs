using System.Runtime.CompilerServices;

namespace SparseEval;

/// <summary>
/// Logistic factor models of a history, whole and with each fold of its models left out; made once and kept as long as the history lives. Near-copies of a
/// model are left out together with it.
/// </summary>
/// <remarks>
/// <see cref="CrossFittedModel"/> keeps the same for any history model: 8 folds as the model itself says, and one fit to the weaker models for its guard. The mixture wants a wide prior, since it checks the
/// prediction against other estimates, and 4 folds, since it fits all its parts anew in each.
/// </remarks>
internal sealed class HistoryFolds
{
    private const int Folds = 4;
    private const int MostModels = 512;
    private const int LeastModels = 3;

    /// <summary>
    /// Factors of a new model may lie far outside the past ones' range: their prior standard deviation is this many times that of past models, so the scores and not
    /// the past decide where there are enough of them.
    /// </summary>
    private const double PriorWidth = 3;

    private static readonly ConditionalWeakTable<ResponseMatrix, HistoryFolds> Known = [];

    private HistoryFolds(ResponseMatrix history)
    {
        var count = history.Models.Count;
        Models = count <= MostModels ? [.. Enumerable.Range(0, count)] : new SeededStream(1, "stack").Choose(count, MostModels);
        var kept = count <= MostModels ? history : history.SelectModels(Models);
        Groups = ModelFolds.Of(ModelGram.Of(kept, 1, new()), Models.Length, Folds, 1).Groups;
        if (Groups.Distinct().Any(fold => Others(fold).Length < LeastModels)) return;
        var whole = HistoryModels.LogisticFactor(new() { Folds = Folds, Ranks = [1, 2, 4] }).Fit(kept);
        Whole = Widened(whole);
        var without = new FittedLogisticModel[Groups.Max() + 1];
        Refit = models => Widened(whole.Refit(models));
        Parallel.For(0, without.Length, f => without[f] = Refit(kept.SelectModels(Others(f))));
        Without = without;
    }

    private static FittedLogisticModel Widened(FittedHistoryModel model) => ((FittedLogisticModel)model).Widened(PriorWidth);

    /// <exception cref="SparseEvalException">Near-copies, which are left out together, leave too few models.</exception>
    public static HistoryFolds Of(ResponseMatrix history) => Suffices(history) ? Known.GetValue(history, h => new(h)) : throw new SparseEvalException(
        $"The history's {history.Models.Count} models are too alike: near-copies are left out together, and fewer than {LeastModels} others remain to learn from. " +
        "Add past models that differ, or use the design 'simple-random' with the estimator 'mean' or 'regression'.");

    /// <summary>False where near-copies leave too few others to learn from.</summary>
    public static bool Suffices(ResponseMatrix history) => Known.GetValue(history, h => new(h)).Without.Count > 0;

    /// <summary>Rows of the history in use: all, or a seeded sample of 512.</summary>
    public int[] Models { get; }

    /// <summary>Fold of each of <see cref="Models"/>.</summary>
    public int[] Groups { get; }

    /// <summary>Fitted to all models.</summary>
    public FittedLogisticModel Whole { get; } = null!;

    /// <summary>Fitted without each fold.</summary>
    public IReadOnlyList<FittedLogisticModel> Without { get; } = [];

    /// <summary>The same fitted to other models of the same items.</summary>
    public Func<ResponseMatrix, FittedLogisticModel> Refit { get; } = null!;

    /// <summary>Places in <see cref="Models"/> of a fold.</summary>
    public int[] In(int fold) => [.. Groups.Index().Where(g => g.Item == fold).Select(g => g.Index)];

    /// <summary>Places in <see cref="Models"/> of all other folds.</summary>
    public int[] Others(int fold) => [.. Groups.Index().Where(g => g.Item != fold).Select(g => g.Index)];
}
