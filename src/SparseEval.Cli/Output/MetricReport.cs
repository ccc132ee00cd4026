namespace SparseEval.Cli.Output;

/// <summary>One estimate in full, several metrics as a table.</summary>
internal static class MetricReport
{
    public static void Write(TextWriter output, IReadOnlyList<MetricEstimate> estimates)
    {
        output.WriteLine();
        if (estimates.Count == 1) EstimateReport.Write(output, estimates[0].Estimate);
        else
        {
            TextTable.Write(output, ["metric", "score>", "error>", "from>", "to>", "items>", "interval"], estimates.Select(Row));
            output.WriteLine();
            output.WriteLine($"  {estimates[0].Estimate.Estimand}, of {Quantity.Count(estimates[0].Estimate.PopulationSize)} items");
        }
        output.WriteLine();
        EstimateReport.WriteDiagnostics(output, [.. estimates.SelectMany(m => m.Estimate.Diagnostics.Select(d => estimates.Count == 1 ? d : d with { Message = $"{m.Metric}: {d.Message}" }))]);
    }

    private static string[] Row(MetricEstimate metric)
    {
        var (e, ci) = (metric.Estimate, metric.Estimate.Interval);
        return [metric.Metric, $"{e.Value:0.0000}", e.StandardError is { } se ? $"{se:0.0000}" : "-", ci is null ? "-" : $"{ci.Lower:0.0000}", ci is null ? "-" : $"{ci.Upper:0.0000}",
            Quantity.Count(e.SampleSize), ci is null ? "none" : $"{ci.Level * 100:0.##} % {ci.Kind}"];
    }
}
