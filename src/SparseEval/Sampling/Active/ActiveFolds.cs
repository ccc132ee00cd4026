namespace SparseEval;

/// <summary>Past models left out in turn, near-copies together, and at last the strongest fifth where there is one.</summary>
/// <param name="History">The models in use: all, or a seeded sample of 512.</param>
/// <param name="Turns">Rows fitted to and rows held out.</param>
internal sealed record ActiveFolds(ResponseMatrix History, IReadOnlyList<(int[] Fitted, int[] Held, bool IsStrongest)> Turns)
{
    public static ActiveFolds Of(ResponseMatrix history, HistoryFolds folds)
    {
        var kept = folds.Models.Length == history.Models.Count ? history : history.SelectModels(folds.Models);
        List<(int[], int[], bool)> turns = [.. Enumerable.Range(0, folds.Without.Count).Select(f => (folds.Others(f), folds.In(f), false))];
        if (StressTest.Split(Totals(kept)) is { } split) turns.Add((split.Weaker, split.Strongest, true));
        return new(kept, turns);
    }

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
