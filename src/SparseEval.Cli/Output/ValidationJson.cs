using System.Text.Json;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Output;

/// <summary>Validations as JSON, schema <c>sparseeval.validation/1</c>.</summary>
internal static class ValidationJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string Write(IReadOnlyList<ValidationRecord> validations)
    {
        var first = validations[0].Run;
        return JsonSerializer.Serialize(new
        {
            schema = "sparseeval.validation/1",
            benchmark = new { name = first.Benchmark.Name, fingerprint = first.Benchmark.Fingerprint, items = first.Benchmark.Items },
            model = first.Engine.Model,
            provider = first.Engine.Provider,
            design = first.Design,
            estimator = first.Estimator,
            estimand = first.Estimate.Estimand,
            fullScore = validations[0].FullScore,
            fullEngineSeconds = validations[0].FullCost.EngineTime.TotalSeconds,
            seeds = validations.Select(validation => new
            {
                seed = validation.Run.Seed,
                estimate = validation.Run.Estimate.Value,
                standardError = validation.Run.Estimate.StandardError,
                lower = validation.Run.Estimate.Interval?.Lower,
                upper = validation.Run.Estimate.Interval?.Upper,
                kind = validation.Run.Estimate.Interval?.Kind,
                holdsFullScore = validation.IsCovered,
                items = validation.Run.Estimate.SampleSize,
                engineSeconds = ValidationReport.Spent(validation),
            }),
        }, Indented);
    }
}
