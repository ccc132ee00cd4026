using System.Runtime.InteropServices;
using System.Text;

namespace SparseEval.Onnx;

/// <summary>One of Unicode's normalization forms (UAX 15).</summary>
internal sealed class UnicodeForm(bool compatibility, bool composes)
{
    private const int S = 0xAC00, L = 0x1100, V = 0x1161, T = 0x11A7, LCount = 19, VCount = 21, TCount = 28;

    public static UnicodeForm C { get; } = new(false, true);

    public static UnicodeForm D { get; } = new(false, false);

    public static UnicodeForm KC { get; } = new(true, true);

    public static UnicodeForm KD { get; } = new(true, false);

    public string Normalize(string text)
    {
        // Nothing below these changes or combines with what follows it.
        var safe = composes && !compatibility ? '\u02FF' : compatibility ? '\u009F' : '\u00BF';
        if (!text.AsSpan().ContainsAnyExceptInRange('\0', safe)) return text;
        var points = new List<int>(text.Length + 16);
        foreach (var rune in text.EnumerateRunes()) Decompose(rune.Value, points);
        Order(points);
        if (composes) Compose(points);
        var result = new StringBuilder(points.Count);
        foreach (var point in points) result.Append(new Rune(point));
        return result.ToString();
    }

    private void Decompose(int point, List<int> points)
    {
        if (point < 0xA0) points.Add(point);
        else if (point - S is >= 0 and < LCount * VCount * TCount and var syllable)
        {
            points.Add(L + (syllable / (VCount * TCount)));
            points.Add(V + (syllable / TCount % VCount));
            if (syllable % TCount > 0) points.Add(T + (syllable % TCount));
        }
        else if (UnicodeTables.Instance.Decomposition(point, compatibility) is { } parts) foreach (var part in parts) Decompose(part, points);
        else points.Add(point);
    }

    /// <summary>Sorts runs of combining characters by class, equal ones in the order in which they stand.</summary>
    private static void Order(List<int> points)
    {
        var tables = UnicodeTables.Instance;
        var span = CollectionsMarshal.AsSpan(points);
        for (var i = 0; i < span.Length; i++)
        {
            if (tables.Class(span[i]) == 0) continue;
            var end = i + 1;
            while (end < span.Length && tables.Class(span[end]) != 0) end++;
            if (end - i > 1)
            {
                var sorted = span[i..end].ToArray().OrderBy(tables.Class).ToArray();
                sorted.CopyTo(span[i..end]);
            }
            i = end - 1;
        }
    }

    private static void Compose(List<int> points)
    {
        var tables = UnicodeTables.Instance;
        var span = CollectionsMarshal.AsSpan(points);
        var (kept, starter, before) = (0, -1, 0);
        foreach (var point in span)
        {
            var order = tables.Class(point);
            // Only what is not blocked by a mark of the same or a higher class joins the last starter.
            if (starter >= 0 && (kept == starter + 1 || before < order) && Pair(span[starter], point) is >= 0 and var composed)
            {
                span[starter] = composed;
                continue;
            }
            if (order == 0) starter = kept;
            before = order;
            span[kept++] = point;
        }
        points.RemoveRange(kept, points.Count - kept);
    }

    private static int Pair(int first, int second)
    {
        if (first - L is >= 0 and < LCount and var lead && second - V is >= 0 and < VCount and var vowel) return S + (((lead * VCount) + vowel) * TCount);
        if (first - S is >= 0 and < LCount * VCount * TCount and var syllable && syllable % TCount == 0 && second - T is > 0 and < TCount) return first + (second - T);
        return UnicodeTables.Instance.Composition(first, second);
    }
}
