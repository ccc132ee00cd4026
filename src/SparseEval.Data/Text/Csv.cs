namespace SparseEval;

/// <summary>Fields of CSV as RFC 4180 writes them. The projects that write CSV compile this file in.</summary>
internal static class Csv
{
    /// <summary>In double quotes where the field holds a comma, a quote or a line break.</summary>
    public static string Quoted(string field) => field.AsSpan().ContainsAny(",\"\r\n") ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;
}
