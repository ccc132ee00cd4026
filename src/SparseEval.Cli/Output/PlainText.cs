namespace SparseEval.Cli.Output;

/// <summary>Text of files on its way to a terminal, which would obey control characters in it.</summary>
internal static class PlainText
{
    /// <summary>Control characters but line breaks and tabs become U+FFFD.</summary>
    public static string Of(string text) => text.Any(IsOrder) ? string.Concat(text.Select(c => IsOrder(c) ? '\uFFFD' : c)) : text;

    private static bool IsOrder(char c) => char.IsControl(c) && c is not ('\n' or '\r' or '\t');
}
