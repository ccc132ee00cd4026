namespace SparseEval.Cli.Output;

/// <summary>A diagnostic with the keys that it has in a run record.</summary>
internal static class DiagnosticJson
{
    public static object Of(Diagnostic remark) => new { code = remark.Code, severity = remark.Severity.ToString(), message = remark.Message };
}
