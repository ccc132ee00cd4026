using System.Text.Json;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Output;

/// <summary>A preview as JSON, schema <c>sparseeval.plan/1</c>.</summary>
internal static class PreviewJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string Write(RunPreview preview)
    {
        var (plan, sample) = (preview.Plan, preview.Sample);
        return JsonSerializer.Serialize(new
        {
            schema = "sparseeval.plan/1",
            benchmark = new { name = plan.Frame.Benchmark.Name, fingerprint = plan.Frame.Benchmark.Fingerprint, items = plan.Frame.Count },
            design = sample.Design,
            estimator = plan.Watch?.Name ?? plan.Estimator.Name,
            estimand = plan.Options.Estimand.Name,
            seed = plan.Seed,
            predicted = new { halfWidth = preview.PredictedHalfWidth, stop = Stop(preview.Stop), cost = Cost(preview.PredictedCost), fullCost = Cost(preview.PredictedFullCost) },
            strata = sample.Strata.Select(stratum => new { name = stratum.Name, units = stratum.Units, drawn = stratum.Drawn }),
            items = sample.Items.Zip(preview.ItemIds, (item, id) =>
                new { id, stratum = sample.Strata[item.Stratum].Name, inclusionProbability = item.InclusionProbability }),
            diagnostics = preview.Diagnostics.Select(DiagnosticJson.Node),
        }, Indented);
    }

    private static object? Stop(StopForecast? stop) =>
        stop is null ? null : new { median = stop.Median, percentile90 = stop.Percentile90, decided = stop.Decided, models = stop.Models };

    private static object Cost(ComputeCost cost) =>
        new { inputTokens = cost.InputTokens, outputTokens = cost.OutputTokens, forwardFlops = cost.ForwardFlops };
}
