namespace SparseEval.Cli.Output;

/// <summary>Text of files on its way to a terminal or the log of a CI service, which would obey control characters and commands in it.</summary>
internal static class PlainText
{
    private static readonly (string Command, string Broken)[] Commands = [("##[", "# #["), ("##vso[", "# #vso[")];

    /// <summary>Control characters but line breaks and tabs become U+FFFD.</summary>
    public static string Of(string text) => text.Any(IsOrder) ? string.Concat(text.Select(c => IsOrder(c) ? '\uFFFD' : c)) : text;

    /// <summary>The same on one line, and not as one of the lines that GitHub (:: in front, ##[) and Azure (##vso[) take for commands.</summary>
    public static string Line(string text)
    {
        var line = Of(text).ReplaceLineEndings(" ");
        foreach (var (command, broken) in Commands) line = line.Replace(command, broken, StringComparison.OrdinalIgnoreCase);
        var start = line.Length - line.TrimStart().Length;
        return line.AsSpan(start).StartsWith("::", StringComparison.Ordinal) ? $"{line[..start]}: :{line[(start + 2)..]}" : line;
    }

    private static bool IsOrder(char c) => char.IsControl(c) && c is not ('\n' or '\r' or '\t' or '\f' or '\u0085');
}
