namespace SparseEval.Evaluation;

/// <summary>Answers that were given about other files than those that are there now are not mixed with new ones.</summary>
internal static class ContentCheck
{
    /// <param name="finished">Items that a run goes on from; those without an answer say nothing.</param>
    /// <param name="now">What an item's answer would depend on now.</param>
    /// <param name="place">What holds them, as a sentence begins.</param>
    /// <exception cref="SparseEvalException">One of them was answered about something else.</exception>
    public static void Require(IEnumerable<FinishedItem> finished, Func<string, string?> now, string place)
    {
        var changed = finished.Where(item => item.Error is null && now(item.ItemId) != item.Content).Select(item => item.ItemId).Order(StringComparer.Ordinal).ToList();
        if (changed.Count == 0) return;
        throw new SparseEvalException($"{place} holds answers about files that have changed since: {(changed.Count == 1 ? "" : $"{changed.Count} items, first ")}item '{changed[0]}'. " +
            "Put the files back, or start the run anew: items whose files are the same come from the response cache.");
    }
}
