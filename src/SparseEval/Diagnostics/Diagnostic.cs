namespace SparseEval;

/// <summary>A coded remark that travels with a result.</summary>
/// <param name="Code">Such as <c>SPE0003</c>; its page is <c>docs/diagnostics/SPE0003.md</c>.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Message">What was found, where, and what to do about it.</param>
public sealed record Diagnostic(string Code, DiagnosticSeverity Severity, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Code} {Severity}: {Message}";
}
