namespace SparseEval;

/// <summary>What about a history its user must know.</summary>
internal static class HistoryRemarks
{
    public static IReadOnlyList<Diagnostic> Of(PreparedHistory prepared)
    {
        var remarks = new List<Diagnostic>();
        var models = prepared.ChoiceHistory.Models;
        if (prepared.Folds.Twins is [var (twin, of), ..] twins) remarks.Add(DiagnosticCatalog.TwinModels(twins.Count, models[twin], models[of]));
        var constant = Constant(prepared.History, prepared.Options.Parallel);
        if (constant > 0) remarks.Add(DiagnosticCatalog.ConstantItems(constant, prepared.History.ItemIds.Count));
        return remarks;
    }

    /// <summary>Items on which all models that have them agree, or that none has.</summary>
    private static int Constant(ResponseMatrix history, ParallelOptions parallel)
    {
        const int tile = 1024;
        var items = history.ItemIds.Count;
        var constant = new int[(items + tile - 1) / tile];
        Parallel.For(0, constant.Length, parallel, t =>
        {
            var row = new double[Math.Min(tile, items - t * tile)];
            var (low, high) = (new double[row.Length], new double[row.Length]);
            Array.Fill(low, double.PositiveInfinity);
            Array.Fill(high, double.NegativeInfinity);
            for (var m = 0; m < history.Models.Count; m++)
            {
                history.CopyModel(m, t * tile, row);
                for (var i = 0; i < row.Length; i++)
                    if (!double.IsNaN(row[i])) (low[i], high[i]) = (Math.Min(low[i], row[i]), Math.Max(high[i], row[i]));
            }
            for (var i = 0; i < row.Length; i++) if (!(high[i] > low[i])) constant[t]++;
        });
        return constant.Sum();
    }
}
