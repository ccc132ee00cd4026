namespace SparseEval.Cli.Output;

/// <summary>An estimate as people read it: numbers, a picture, and what to know.</summary>
internal static class EstimateReport
{
    public static void Write(TextWriter output, Estimate estimate)
    {
        var error = estimate.StandardError is { } se ? $" ± {se:0.0000}" : "";
        output.WriteLine($"  score    {estimate.Value:0.0000}{error}   {estimate.Estimand}, {estimate.Method}");
        output.WriteLine(estimate.Interval is { } interval
            ? $"  {interval.Level * 100:0.##} % CI  {interval.Lower:0.0000} to {interval.Upper:0.0000}   half-width {interval.HalfWidth:0.0000}, {interval.Kind}"
            : "  interval none: see the remarks below");
        output.WriteLine($"  items    {Quantity.Count(estimate.SampleSize)} of {Quantity.Count(estimate.PopulationSize)} ({Quantity.Share((double)estimate.SampleSize / estimate.PopulationSize)})");
        output.WriteLine();
        output.WriteLine($"  {IntervalBar.Draw(estimate.Value, estimate.Interval)}");
    }

    public static void WriteDiagnostics(TextWriter output, IReadOnlyList<Diagnostic> diagnostics)
    {
        if (diagnostics.Count == 0) return;
        foreach (var remark in diagnostics.OrderByDescending(d => d.Severity))
            output.WriteLine($"  {remark.Severity.ToString().ToLowerInvariant(),-8} {remark.Code}: {remark.Message}");
        output.WriteLine();
    }
}
