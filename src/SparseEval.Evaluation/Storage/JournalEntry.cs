namespace SparseEval.Evaluation;

/// <summary>A finished item as the journal keeps it.</summary>
/// <param name="Completion">The engine's or the cache's answer.</param>
/// <param name="Score">In [0, 1], or null where there is none.</param>
/// <param name="Cached">True where the cache answered.</param>
/// <param name="Batch">Number of its batch in the run.</param>
internal sealed record JournalEntry(Completion Completion, double? Score, bool Cached, int Batch)
{
    public string ItemId => Completion.ItemId;

    /// <summary>Score of each epoch, where the run asks for several; it is found again from the answer and not written.</summary>
    public IReadOnlyList<double?>? Epochs { get; init; }

    /// <summary>Without the answer, which may be long.</summary>
    public FinishedItem Finished => new()
    {
        ItemId = ItemId,
        Score = Score,
        Epochs = Epochs,
        Cost = Completion.Cost,
        Error = Completion.Error,
        Verdicts = Completion.Verdicts,
        Content = Completion.Content,
        Truncated = Texts.Count(text => text.IsTruncated),
        TruncatedEmpty = Texts.Count(text => text is { IsTruncated: true, Text: { } said } && string.IsNullOrWhiteSpace(said)),
        IsVerdictCut = Texts.Any(text => text.IsVerdictCut),
        Tied = Completion.LogLikelihoods is { Count: > 1 } logs ? logs.All(log => log == logs[0]) : null,
        Cached = Cached,
    };

    private IReadOnlyList<Completion> Texts => Completion.Epochs ?? [Completion];
}
