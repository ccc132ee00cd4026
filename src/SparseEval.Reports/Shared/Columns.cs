namespace SparseEval.Reports;

/// <summary>Short ways to write tables.</summary>
internal static class Columns
{
    public static ChartColumn Text(string key, string title) => new(key, title);

    public static ChartColumn Count(string key, string title) => new(key, title, CellFormat.Count);

    public static ChartColumn Score(string key, string title) => new(key, title, CellFormat.Score);

    public static ChartColumn Share(string key, string title) => new(key, title, CellFormat.Share);

    public static ChartColumn Number(string key, string title) => new(key, title, CellFormat.Number);

    /// <summary>A table with one row for each source.</summary>
    public static ChartTable Table<T>(IEnumerable<T> sources, Func<T, object?[]> row, params ChartColumn[] columns) => new(columns, [.. sources.Select(s => (IReadOnlyList<object?>)row(s))]);
}
