namespace SparseEval;

/// <summary>Which ranks can be tried on a history.</summary>
internal static class CandidateRanks
{
    /// <param name="asked">By the caller, or null.</param>
    /// <param name="usual">The model's own list: at least three models a factor are wanted then.</param>
    /// <param name="prepared">The history with its folds.</param>
    public static int[] Of(IReadOnlyList<int>? asked, int[] usual, PreparedHistory prepared)
    {
        var least = Enumerable.Range(0, prepared.Folds.Count).Min(f => prepared.Folds.Without(f).Length);
        if (prepared.Folds.Count == 1) least = prepared.ChoiceHistory.Models.Count;
        var most = Math.Max(0, asked is null ? (least - 1) / 3 : least - 1);
        int[] ranks = [.. (asked ?? usual).Where(r => r <= most).Distinct().Order()];
        if (ranks.Length == 0 && asked is null) return [most];
        return ranks.Length > 0 ? ranks
            : throw new SparseEvalException($"No rank of {string.Join(", ", asked!)} fits a history of {prepared.History.Models.Count} models. Give ranks up to {most}.");
    }
}
