using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace SparseEval;

/// <summary>
/// What suits active sampling from a history: the model and the share of equal chances under which past models would have the least variance per draw, each predicted from half the budget's
/// items by a fit without it and its near-copies, and the strongest fifth by a fit to the weaker ones; kept as long as the history lives.
/// </summary>
internal sealed class ActiveGuide
{
    private static readonly double[] Shares = [0.1, 0.2, 0.3, 0.5, 0.7, 1];
    private static readonly ConditionalWeakTable<ResponseMatrix, ConcurrentDictionary<(IHistoryModel?, int), Lazy<ActiveGuide>>> Known = [];

    private ActiveGuide(ActiveModel model, double[] ratios) => (Model, Ratios) = (model, ratios);

    /// <summary>Fitted to all past models.</summary>
    public ActiveModel Model { get; }

    /// <summary>For each of <see cref="UniformShares"/> the variance of a draw over that with equal chances, geometric mean over past models.</summary>
    public double[] Ratios { get; }

    public static IReadOnlyList<double> UniformShares => Shares;

    public static ActiveGuide Of(ResponseMatrix history, IHistoryModel? model, int budget) =>
        Known.GetOrCreateValue(history).GetOrAdd((model, budget), key => new(() => Choose(history, key.Item1, key.Item2))).Value;

    private static ActiveGuide Choose(ResponseMatrix history, IHistoryModel? model, int budget)
    {
        var tried = ActiveFits.Of(history, model).Select(fits => (fits.Whole, Losses: Losses(fits, budget))).ToArray();
        var best = tried.MinBy(t => t.Losses.Min());
        return new(best.Whole, Array.ConvertAll(best.Losses, l => Math.Exp(l - best.Losses[^1])));
    }

    /// <summary>Mean log variance of one draw for each share; models left out at random and the strongest count alike.</summary>
    private static double[] Losses(ActiveFits fits, int budget)
    {
        var history = fits.Folds.History;
        var seen = Math.Clamp(budget / 2, 1, Math.Max(1, history.ItemIds.Count / 2));
        var turns = fits.Folds.Turns;
        var losses = new double[turns.Count][][];
        Parallel.For(0, turns.Count, t => losses[t] = Array.ConvertAll(turns[t].Held, m => Losses(history, fits.Without[t], m, seen)));
        var random = losses.Where((_, t) => !turns[t].IsStrongest).SelectMany(l => l).ToArray();
        var strongest = losses.Where((_, t) => turns[t].IsStrongest).SelectMany(l => l).ToArray();
        return [.. Shares.Select((_, s) => strongest.Length == 0 ? random.Average(l => l[s]) : (random.Average(l => l[s]) + strongest.Average(l => l[s])) / 2)];
    }

    private static double[] Losses(ResponseMatrix history, ActiveModel model, int m, int seen)
    {
        var row = new double[history.ItemIds.Count];
        history.CopyModel(m, row);
        var drawn = new SeededStream(1, "active guide", m).Choose(row.Length, seen).Where(i => !double.IsNaN(row[i])).ToArray();
        var (predictions, variances) = model.Predict(drawn, Array.ConvertAll(drawn, i => row[i]));
        foreach (var i in drawn) row[i] = double.NaN;
        var left = Enumerable.Range(0, row.Length).Where(i => !double.IsNaN(row[i])).Select(i => (Error: row[i] - predictions[i], Deviation: Math.Sqrt(variances[i]))).ToArray();
        var (all, count) = (left.Sum(s => s.Deviation), (double)left.Length);
        return Array.ConvertAll(Shares, share => Math.Log(left.Sum(s => s.Error * s.Error / (share / count + (1 - share) * s.Deviation / all)) / (count * count + 1e-9) + 1e-12));
    }
}
