namespace SparseEval.Data;

/// <summary>Chooses among what a source holds, and refuses to guess.</summary>
internal static class Choose
{
    /// <summary>The wanted one where it is there; the only one; the first of the usual ones; else a refusal that lists them.</summary>
    public static string Of(string what, string flag, string? wanted, IReadOnlyCollection<string> there, string origin, params string[] usual)
    {
        if (wanted is not null) return there.Contains(wanted) ? wanted : throw new SparseEvalException($"{origin}: there is no {what} '{wanted}'. There is: {(there.Count == 0 ? "none" : CsvTable.Shortened([.. there]))}.");
        if (there.Count == 1) return there.First();
        return usual.FirstOrDefault(there.Contains) ?? throw new SparseEvalException(there.Count == 0 ? $"{origin}: there is no {what}."
            : $"{origin}: there are several {what}s ({CsvTable.Shortened([.. there])}). Choose one with {flag}.");
    }

    /// <summary>The model's name as given, else as the source has it.</summary>
    public static string Model(ImportOptions options, string? found, string origin) => options.Model ?? (string.IsNullOrWhiteSpace(found) ? null : found)
        ?? throw new SparseEvalException($"{origin}: no model's name is in it. Give one with --model NAME.");
}
