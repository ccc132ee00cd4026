namespace SparseEval.Data;

/// <summary>How a file lays out models, items and scores.</summary>
public enum ResponseLayout
{
    /// <summary>Long when the columns for item and score are there; else wide by the first column's name.</summary>
    Detect,

    /// <summary>One score a row, with columns for model, item and score.</summary>
    LongTable,

    /// <summary>CSV: one model a row; the first column names it, every other column is an item.</summary>
    WideModelRows,

    /// <summary>CSV: one item a row; the first column names it, every other column is a model.</summary>
    WideItemRows,
}
