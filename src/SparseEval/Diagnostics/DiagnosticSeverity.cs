namespace SparseEval;

/// <summary>How much a diagnostic matters.</summary>
public enum DiagnosticSeverity
{
    /// <summary>Worth knowing; nothing is wrong.</summary>
    Note,

    /// <summary>The number stands, with less ground than usual.</summary>
    Warning,

    /// <summary>The number or its interval must not be used as it is.</summary>
    Error,
}
