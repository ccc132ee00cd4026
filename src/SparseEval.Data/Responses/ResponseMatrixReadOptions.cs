namespace SparseEval.Data;

/// <summary>How a response matrix's file is read.</summary>
public sealed record ResponseMatrixReadOptions
{
    /// <summary>How the file is laid out. Default: detected from a CSV's header; Parquet and JSONL are always long.</summary>
    public ResponseLayout Layout { get; init; }

    /// <summary>Column that names the model, matched exactly. Default "model".</summary>
    public string ModelColumn { get; init; } = "model";

    /// <summary>Column that names the item, matched exactly. Default "item".</summary>
    public string ItemColumn { get; init; } = "item";

    /// <summary>Column with the score in [0, 1], matched exactly. Default "score".</summary>
    public string ScoreColumn { get; init; } = "score";

    /// <summary>Column that numbers the epochs of an item, matched exactly; where a long table has it, a model may have several scores on an item, and their mean counts. Default "epoch".</summary>
    public string EpochColumn { get; init; } = "epoch";

    /// <summary>Reads these models alone, matched exactly; null (default) reads all. Of a Parquet file that is sorted by model, only their row groups are read.</summary>
    public IReadOnlyCollection<string>? Models { get; init; }

    /// <summary>What DuckDB may use for Parquet. Text files need no DuckDB.</summary>
    public DuckDbLimits Limits { get; init; } = new();
}
