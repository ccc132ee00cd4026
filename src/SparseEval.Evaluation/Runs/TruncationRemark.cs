namespace SparseEval.Evaluation;

/// <summary>Says how many texts ended because no more tokens were asked for: they are scored as they stand, which is the length's doing and not the model's.</summary>
internal static class TruncationRemark
{
    /// <summary>Diagnostic: texts ended at the most tokens.</summary>
    public const string Code = "SPE0084";

    /// <summary>Null where none did; a warning where some hold no text at all, as of models that think before they answer.</summary>
    public static Diagnostic? Of(IReadOnlyList<FinishedItem> entries)
    {
        var (cut, empty, texts) = (entries.Sum(entry => entry.Truncated), entries.Sum(entry => entry.TruncatedEmpty), entries.Sum(entry => entry.Epochs?.Count ?? 1));
        if (cut == 0) return null;
        return new(Code, empty > 0 ? DiagnosticSeverity.Warning : DiagnosticSeverity.Note, $"{cut} of {texts} answers ended at the most tokens that were asked for{(empty > 0 ? $", {empty} of them without any text" : "")}, and are scored as they stand. " +
            "Allow more (--max-tokens) if answers need them.");
    }
}
