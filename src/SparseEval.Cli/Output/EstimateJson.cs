using System.Text.Json;
using System.Text.Json.Nodes;

namespace SparseEval.Cli.Output;

/// <summary>An estimate from given scores as JSON, schema <c>sparseeval.estimate/1</c>; its keys are those of a run record.</summary>
internal static class EstimateJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string Write(Benchmark benchmark, Estimate estimate) => new JsonObject
    {
        ["schema"] = "sparseeval.estimate/1",
        ["benchmark"] = new JsonObject { ["name"] = benchmark.Name, ["fingerprint"] = benchmark.Fingerprint, ["items"] = benchmark.Count },
        ["method"] = estimate.Method,
        ["estimate"] = Node(estimate),
    }.ToJsonString(Indented);

    private static JsonObject Node(Estimate estimate) => new()
    {
        ["value"] = estimate.Value,
        ["standardError"] = estimate.StandardError,
        ["interval"] = estimate.Interval is { } ci
            ? new JsonObject { ["lower"] = ci.Lower, ["upper"] = ci.Upper, ["level"] = ci.Level, ["kind"] = ci.Kind, ["halfWidth"] = ci.HalfWidth }
            : null,
        ["n"] = estimate.SampleSize,
        ["N"] = estimate.PopulationSize,
        ["estimand"] = estimate.Estimand,
        ["diagnostics"] = new JsonArray([.. estimate.Diagnostics.Select(DiagnosticJson.Node)]),
    };
}
