namespace SparseEval.Cli.Output;

/// <summary>An estimate as people read it: numbers, a picture, and what to know.</summary>
internal static class EstimateReport
{
    public static void Write(TextWriter output, Estimate estimate)
    {
        var error = estimate.StandardError is { } se ? $" ± {se:0.0000}" : "";
        output.WriteLine($"  score    {estimate.Value:0.0000}{error}");
        WriteNamed(output, "method", $"{estimate.Estimand}, {estimate.Method}");
        output.WriteLine(estimate.Interval is { } interval
            ? $"  {interval.Level * 100:0.##} % {(interval.Kind == "calibrated-band" ? "band" : "CI")}  {interval.Lower:0.0000} to {interval.Upper:0.0000}   half-width {interval.HalfWidth:0.0000}, {interval.Kind}"
            : "  interval none: see the remarks below");
        output.WriteLine($"  items    {Quantity.Count(estimate.SampleSize)} of {Quantity.Count(estimate.PopulationSize)} ({Quantity.Share((double)estimate.SampleSize / estimate.PopulationSize)})");
        output.WriteLine();
        output.WriteLine($"  {IntervalBar.Draw(estimate.Value, estimate.Interval)}");
    }

    public static void WriteDiagnostics(TextWriter output, IReadOnlyList<Diagnostic> diagnostics)
    {
        if (diagnostics.Count == 0) return;
        foreach (var remark in diagnostics.OrderByDescending(d => d.Severity))
            foreach (var line in Wrap($"{remark.Code}: {remark.Message}").Select((text, i) => i == 0 ? $"{remark.Severity.ToString().ToLowerInvariant(),-8} {text}" : $"         {text}"))
                output.WriteLine($"  {line}");
        output.WriteLine();
    }

    /// <summary>A text beside its name, its further lines below one another.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="name">Stands before the first line.</param>
    /// <param name="text">Wrapped so that 80 columns hold it.</param>
    /// <param name="columns">Of the name.</param>
    public static void WriteNamed(TextWriter output, string name, string text, int columns = 8)
    {
        foreach (var (i, line) in Wrap(text, 76 - columns).Index()) output.WriteLine($"  {(i == 0 ? name : "").PadRight(columns)} {line}");
    }

    /// <summary>Lines that leave room for the margin in a terminal of 80 columns; words stay whole.</summary>
    public static List<string> Wrap(string text, int columns = 68)
    {
        var lines = new List<string>();
        foreach (var word in PlainText.Of(text).ReplaceLineEndings(" ").Split(' '))
        {
            if (lines.Count > 0 && lines[^1].Length + 1 + word.Length <= columns) lines[^1] += $" {word}";
            else lines.Add(word);
        }
        return lines;
    }
}
