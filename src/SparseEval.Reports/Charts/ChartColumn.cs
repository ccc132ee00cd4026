namespace SparseEval.Reports;

/// <summary>A column of a table.</summary>
/// <param name="Key">Its name in a chart's data.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Format">How its cells are written.</param>
public sealed record ChartColumn(string Key, string Title, CellFormat Format = CellFormat.Text);
