using System.Text.Json.Nodes;

namespace SparseEval.Cli.Output;

/// <summary>A diagnostic with the keys that it has in a run record.</summary>
internal static class DiagnosticJson
{
    public static JsonNode Node(Diagnostic remark) => new JsonObject
    {
        ["code"] = remark.Code,
        ["severity"] = remark.Severity.ToString().ToLowerInvariant(),
        ["message"] = remark.Message,
    };
}
