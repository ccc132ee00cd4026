namespace SparseEval.Reports;

/// <summary>How the cells of a column are written.</summary>
public enum CellFormat
{
    /// <summary>As it is.</summary>
    Text,

    /// <summary>Whole number with thousands separated.</summary>
    Count,

    /// <summary>Four decimals: a score, an error, a width.</summary>
    Score,

    /// <summary>A share in [0, 1] as a percentage with one decimal.</summary>
    Share,

    /// <summary>Three significant digits.</summary>
    Number,
}
