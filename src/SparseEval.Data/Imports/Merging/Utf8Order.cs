namespace SparseEval.Data;

/// <summary>The order of texts by their bytes in UTF-8, which is DuckDB's: characters beyond U+FFFF come last, and not before U+E000 as in UTF-16.</summary>
internal static class Utf8Order
{
    public static IComparer<string> Comparer { get; } = Comparer<string>.Create(Compare);

    public static int Compare(string a, string b)
    {
        var at = a.AsSpan().CommonPrefixLength(b);
        return at == a.Length || at == b.Length ? a.Length.CompareTo(b.Length) : Weight(a[at]).CompareTo(Weight(b[at]));
    }

    private static int Weight(char c) => char.IsSurrogate(c) ? c + 0x10000 : c;
}
