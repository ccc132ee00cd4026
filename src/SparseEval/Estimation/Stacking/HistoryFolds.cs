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
        var whole = HistoryModels.LogisticFactor(new() { Folds = Folds, Ranks = [1, 2, 4] }).Fit(kept);
        Whole = Widened(whole);
        var without = new FittedLogisticModel[Groups.Max() + 1];
        Refit = models => Widened(whole.Refit(models));
        Parallel.For(0, without.Length, f => without[f] = Refit(kept.SelectModels(Others(f))));
        Without = without;
    }

    private static FittedLogisticModel Widened(FittedHistoryModel model) => ((FittedLogisticModel)model).Widened(PriorWidth);

    public static HistoryFolds Of(ResponseMatrix history) => Known.GetValue(history, h => new(h));

    /// <summary>Rows of the history in use: all, or a seeded sample of 512.</summary>
    public int[] Models { get; }

    /// <summary>Fold of each of <see cref="Models"/>.</summary>
    public int[] Groups { get; }

    /// <summary>Fitted to all models.</summary>
    public FittedLogisticModel Whole { get; }

    /// <summary>Fitted without each fold.</summary>
    public IReadOnlyList<FittedLogisticModel> Without { get; }

    /// <summary>The same fitted to other models of the same items.</summary>
    public Func<ResponseMatrix, FittedLogisticModel> Refit { get; }

    /// <summary>Places in <see cref="Models"/> of a fold.</summary>
    public int[] In(int fold) => [.. Groups.Index().Where(g => g.Item == fold).Select(g => g.Index)];

    /// <summary>Places in <see cref="Models"/> of all other folds.</summary>
    public int[] Others(int fold) => [.. Groups.Index().Where(g => g.Item != fold).Select(g => g.Index)];
}
