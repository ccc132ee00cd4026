namespace SparseEval.Reports;

/// <summary>A labelled value.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Value">As people read it.</param>
/// <param name="Detail">Beside it, smaller; empty for nothing.</param>
public sealed record ReportFigure(string Label, string Value, string Detail = "");
