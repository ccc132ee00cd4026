using System.Text.Json;

namespace SparseEval.Cli.Output;

/// <summary>An estimate from given scores as JSON, schema <c>sparseeval.estimate/1</c>; its keys are those of a run record.</summary>
internal static class EstimateJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string Write(Benchmark benchmark, Estimate estimate) => JsonSerializer.Serialize(new
    {
        schema = "sparseeval.estimate/1",
        benchmark = new { name = benchmark.Name, fingerprint = benchmark.Fingerprint, items = benchmark.Count },
        method = estimate.Method,
        estimate = new
        {
            value = estimate.Value,
            standardError = estimate.StandardError,
            interval = estimate.Interval is { } ci ? new { lower = ci.Lower, upper = ci.Upper, level = ci.Level, kind = ci.Kind } : null,
            n = estimate.SampleSize,
            N = estimate.PopulationSize,
            estimand = estimate.Estimand,
            diagnostics = estimate.Diagnostics.Select(DiagnosticJson.Of),
        },
    }, Indented);
}
