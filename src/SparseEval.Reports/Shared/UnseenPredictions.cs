namespace SparseEval.Reports;

/// <summary>What a history model, told the scores of drawn items, predicts for the others.</summary>
internal static class UnseenPredictions
{
    public const string Model = "A Gaussian factor model of the history, told the scores of the drawn items, predicts the others.";

    /// <summary>Pairs of prediction and true score on items that were not drawn; null where the history is too small to fit.</summary>
    /// <param name="history">Past models; none of them the new one.</param>
    /// <param name="drawn">Positions of the drawn items.</param>
    /// <param name="models">True scores of new models on all items, NaN where missing.</param>
    public static IReadOnlyList<(double Predicted, double Observed)>? Of(ResponseMatrix history, IReadOnlyList<int> drawn, IReadOnlyList<double[]> models)
    {
        if (history.Models.Count < 3 || history.ItemIds.Count < 2) return null;
        var conditioning = HistoryModels.GaussianFactor().Fit(history).Condition(drawn);
        var isDrawn = drawn.ToHashSet();
        var pairs = new List<(double, double)>();
        var predicted = new double[history.ItemIds.Count];
        foreach (var scores in models)
        {
            conditioning.Infer([.. drawn.Select(i => scores[i])]).Predict(predicted);
            for (var i = 0; i < predicted.Length; i++)
                if (!isDrawn.Contains(i) && !double.IsNaN(scores[i])) pairs.Add((Math.Clamp(predicted[i], 0, 1), scores[i]));
        }
        return pairs;
    }
}
