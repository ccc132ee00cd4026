using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace SparseEval;

/// <summary>
/// A history model fitted to a history, again without each of 8 folds of past models, and once to the weaker four fifths; kept as long as the history lives, since
/// thousands of samples may share it. The mixture's is <see cref="HistoryFolds"/>.
/// </summary>
internal sealed class CrossFittedModel
{
    private const int Folds = 8;
    private const int MostModels = 512;
    private static readonly ConditionalWeakTable<ResponseMatrix, ConcurrentDictionary<IHistoryModel, Lazy<CrossFittedModel>>> Known = [];

    private CrossFittedModel(ResponseMatrix history, IHistoryModel model)
    {
        Whole = model.Fit(history);
        var packed = history.Packed();
        var models = packed.Models.Count;
        History = models <= MostModels ? packed : packed.SelectModels(new SeededStream(1, "calibration").Choose(models, MostModels));
        Division = ModelFolds.Of(ModelGram.Of(History, 1, new()), History.Models.Count, Folds, seed: 1);
        Extremes = StressTest.Split(Totals(History));
        Parts = new FittedHistoryModel[Division.Count];
        FittedHistoryModel? weaker = null;
        Parallel.For(0, Parts.Length + 1, f =>
        {
            if (f < Parts.Length) Parts[f] = Whole.Refit(History.SelectModels(Division.Without(f)));
            else if (Extremes is { } split) weaker = Whole.Refit(History.SelectModels(split.Weaker));
        });
        Weaker = weaker;
    }

    /// <summary>Fitted to all past models.</summary>
    public FittedHistoryModel Whole { get; }

    /// <summary>The past models that are left out in turn: all up to 512, else a seeded sample of them.</summary>
    public ResponseMatrix History { get; }

    public ModelFolds Division { get; }

    /// <summary>Fitted without each fold, with the hyper-parameters of <see cref="Whole"/>.</summary>
    public FittedHistoryModel[] Parts { get; }

    /// <summary>Fitted to the weaker models of <see cref="Extremes"/>.</summary>
    public FittedHistoryModel? Weaker { get; }

    public (int[] Weaker, int[] Strongest)? Extremes { get; }

    public static CrossFittedModel Of(ResponseMatrix history, IHistoryModel model) =>
        Known.GetOrCreateValue(history).GetOrAdd(model, m => new(() => new(history, m))).Value;

    private static double[] Totals(ResponseMatrix history)
    {
        var row = new double[history.ItemIds.Count];
        return [.. Enumerable.Range(0, history.Models.Count).Select(m =>
        {
            history.CopyModel(m, row);
            return row.Where(y => !double.IsNaN(y)).DefaultIfEmpty(0).Average();
        })];
    }
}
