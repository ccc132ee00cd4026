namespace SparseEval.Data;

/// <summary>The options of an import that have an effect on a format.</summary>
[Flags]
internal enum ImportChoices
{
    None = 0,
    Metric = 1,
    Filter = 2,
    Split = 4,

    /// <summary>The format states scores, so that a difference can be accepted.</summary>
    Aggregate = 8,
}
