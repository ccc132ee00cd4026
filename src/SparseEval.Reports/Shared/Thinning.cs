namespace SparseEval.Reports;

/// <summary>Keeps reports small: of many rows a stated number is shown.</summary>
internal static class Thinning
{
    /// <summary>Points of a chart.</summary>
    public const int Points = 600;

    /// <summary>Rows of a table.</summary>
    public const int Rows = 300;

    /// <summary>Evenly spaced rows of an ordered list, its first and last always among them.</summary>
    /// <param name="rows">In the order that is to be kept.</param>
    /// <param name="most">At least 2.</param>
    /// <param name="order">By what they are ordered, for the remark.</param>
    /// <param name="noun">What a row is.</param>
    /// <returns>The rows, and what to say of those left out; empty where none was.</returns>
    public static (IReadOnlyList<T> Kept, string Remark) Evenly<T>(IReadOnlyList<T> rows, int most, string order, string noun)
    {
        if (rows.Count <= most) return (rows, "");
        var kept = Enumerable.Range(0, most).Select(k => rows[(int)((long)k * (rows.Count - 1) / (most - 1))]).ToList();
        return (kept, $"{Amounts.Count(most)} of {Amounts.Of(rows.Count, noun)} are shown, evenly spaced by {order}.");
    }

    /// <summary>The first rows of an ordered list.</summary>
    public static (IReadOnlyList<T> Kept, string Remark) First<T>(IReadOnlyList<T> rows, int most, string order, string noun) =>
        rows.Count <= most ? (rows, "") : ([.. rows.Take(most)], $"The first {Amounts.Count(most)} of {Amounts.Of(rows.Count, noun)} by {order} are shown.");
}
