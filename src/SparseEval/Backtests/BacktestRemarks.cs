namespace SparseEval;

/// <summary>What a reader must know about the models of a backtest.</summary>
internal static class BacktestRemarks
{
    private const int FewModels = 5;

    public static IEnumerable<Diagnostic> Of(ResponseMatrix matrix, IReadOnlyList<BacktestFold> folds)
    {
        var twins = folds.SelectMany(f => f.HeldOut.Select(m => (Model: m, Twin: f.History.FirstOrDefault(h => AreTwins(matrix, m, h), -1)))).Where(t => t.Twin >= 0).DistinctBy(t => t.Model).ToList();
        if (twins.Count > 0) yield return DiagnosticCatalog.TwinsInHistory(twins.Count, matrix.Models[twins[0].Model], matrix.Models[twins[0].Twin]);
        var incomplete = matrix.Models.Count - BacktestSetup.Complete(matrix).Count;
        if (incomplete > 0) yield return DiagnosticCatalog.IncompleteModels(incomplete, matrix.Models.Count);
        var least = folds.Min(f => f.HeldOut.Count);
        if (least < FewModels) yield return DiagnosticCatalog.FewHeldOut(least, folds.First(f => f.HeldOut.Count == least).Name);
    }

    private static bool AreTwins(ResponseMatrix matrix, int a, int b)
    {
        for (var i = 0; i < matrix.ItemIds.Count; i++)
            if (matrix[a, i] != matrix[b, i]) return false;
        return true;
    }
}
