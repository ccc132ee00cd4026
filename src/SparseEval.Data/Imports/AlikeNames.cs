using System.Globalization;

namespace SparseEval.Data;

/// <summary>Finds names that differ by case, blanks or the way a number is written alone: usually one thing that two tools write in two ways, which would count as two.</summary>
internal static class AlikeNames
{
    public static IEnumerable<Diagnostic> Remarks(IEnumerable<string> items, IEnumerable<string> models) => new[] { Remark("items", items), Remark("models", models) }.OfType<Diagnostic>();

    /// <summary>Without blanks; of a decimal number without zeros that say nothing, so that 1.0 is 1.</summary>
    private static string Bare(string name)
    {
        var bare = string.Concat(name.Where(c => !char.IsWhiteSpace(c)));
        return bare.Contains('.', StringComparison.Ordinal) && bare.All(c => char.IsAsciiDigit(c) || c == '.') && decimal.TryParse(bare, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number.ToString("0.#############################", CultureInfo.InvariantCulture) : bare;
    }

    private static Diagnostic? Remark(string what, IEnumerable<string> names)
    {
        var alike = names.GroupBy(Bare, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).ToList();
        return alike.Count == 0 ? null : new("SPE0070", DiagnosticSeverity.Warning,
            $"{alike.Sum(group => group.Count())} {what} have names that differ from another's by case, blanks or the way a number is written alone, '{alike[0].First()}' and '{alike[0].ElementAt(1)}' first. They are taken for different ones; write them alike if they are the same.");
    }
}
