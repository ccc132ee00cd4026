namespace SparseEval.Data;

/// <summary>Finds names that differ by case or blanks alone: usually one thing that two tools write in two ways, which would count as two.</summary>
internal static class AlikeNames
{
    public static IEnumerable<Diagnostic> Remarks(IEnumerable<string> items, IEnumerable<string> models) => new[] { Remark("items", items), Remark("models", models) }.OfType<Diagnostic>();

    private static Diagnostic? Remark(string what, IEnumerable<string> names)
    {
        var alike = names.GroupBy(name => string.Concat(name.Where(c => !char.IsWhiteSpace(c))), StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).ToList();
        return alike.Count == 0 ? null : new("SPE0070", DiagnosticSeverity.Warning,
            $"{alike.Sum(group => group.Count())} {what} have names that differ from another's by case or blanks alone, '{alike[0].First()}' and '{alike[0].ElementAt(1)}' first. They are taken for different ones; write them alike if they are the same.");
    }
}
