using System.Text.Json;
using System.Text.Json.Nodes;

namespace SparseEval.Cli.Output;

/// <summary>Estimates from given scores as JSON, schema <c>sparseeval.estimate/1</c>, several metrics <c>sparseeval.estimates/1</c>; the keys are those of a run record.</summary>
internal static class EstimateJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string Write(Benchmark benchmark, IReadOnlyList<MetricEstimate> estimates)
    {
        var document = new JsonObject
        {
            ["schema"] = estimates.Count == 1 ? "sparseeval.estimate/1" : "sparseeval.estimates/1",
            ["benchmark"] = new JsonObject { ["name"] = benchmark.Name, ["fingerprint"] = benchmark.Fingerprint, ["items"] = benchmark.Count },
        };
        if (estimates.Count == 1)
        {
            document["method"] = estimates[0].Estimate.Method;
            document["estimate"] = Node(estimates[0].Estimate);
        }
        else document["estimates"] = new JsonArray([.. estimates.Select(m => new JsonObject { ["metric"] = m.Metric, ["method"] = m.Estimate.Method, ["estimate"] = Node(m.Estimate) })]);
        return document.ToJsonString(Indented);
    }

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
