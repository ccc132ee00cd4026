using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace SparseEval;

/// <summary>A candidate for active sampling, fitted to all past models and without those of each turn; kept as long as the history lives.</summary>
/// <param name="Folds">Whom to leave out.</param>
/// <param name="Whole">Fitted to all.</param>
/// <param name="Without">One for each turn.</param>
internal sealed record ActiveFits(ActiveFolds Folds, ActiveModel Whole, ActiveModel[] Without)
{
    private static readonly ConditionalWeakTable<ResponseMatrix, ConcurrentDictionary<string, Lazy<ActiveFits[]>>> Known = [];

    /// <summary>The model's, or those of the logistic and the Gaussian factor model and of their average.</summary>
    public static ActiveFits[] Of(ResponseMatrix history, IHistoryModel? model) =>
        Known.GetOrCreateValue(history).GetOrAdd(model is null ? "" : $"{model.Name}|{model}", _ => new(() => Make(history, model))).Value;

    private static ActiveFits[] Make(ResponseMatrix history, IHistoryModel? model)
    {
        var folds = HistoryFolds.Of(history);
        var turns = ActiveFolds.Of(history, folds);
        if (model is not null and not LogisticFactorModel) return [Refitted(turns, history.IsBinary, model.Fit(turns.History))];
        var logistic = Logistic(turns, folds, history.IsBinary);
        if (model is not null) return [logistic];
        var gaussian = Refitted(turns, history.IsBinary, HistoryModels.GaussianFactor().Fit(turns.History));
        return [logistic, gaussian, new(turns, ActiveModel.Average(logistic.Whole, gaussian.Whole, history.IsBinary),
            [.. logistic.Without.Zip(gaussian.Without, (a, b) => ActiveModel.Average(a, b, history.IsBinary))])];
    }

    private static ActiveFits Refitted(ActiveFolds turns, bool binary, FittedHistoryModel whole)
    {
        var without = new ActiveModel[turns.Turns.Count];
        Parallel.For(0, without.Length, t => without[t] = new(whole.Refit(turns.History.SelectModels(turns.Turns[t].Fitted)), binary));
        return new(turns, new(whole, binary), without);
    }

    private static ActiveFits Logistic(ActiveFolds turns, HistoryFolds folds, bool binary) => new(turns, new(folds.Whole, binary),
        [.. turns.Turns.Select((turn, t) => new ActiveModel(turn.IsStrongest ? folds.Refit(turns.History.SelectModels(turn.Fitted)) : folds.Without[t], binary))]);
}
