using System.Globalization;

namespace SparseEval.Cli.Output.Jobs;

/// <summary>A report as OpenMetrics text, which GitLab compares between branches (artifacts:reports:metrics) and Prometheus scrapes.</summary>
internal static class JobMetrics
{
    public static string Write(JobReport report)
    {
        var lines = new List<string>();
        var figures = report.Cases.SelectMany(one => JobFigures.Numbers(one).Append(("passed", one.Status is JobStatus.Passed ? 1 : 0)).Select(f => (Case: one, Figure: f)));
        foreach (var metric in figures.GroupBy(f => f.Figure.Item1, StringComparer.Ordinal))
        {
            lines.Add($"# TYPE sparseeval_{metric.Key} gauge");
            lines.AddRange(metric.Select(f => $"sparseeval_{metric.Key}{{verb=\"{report.Verb}\",suite=\"{Label(f.Case.Suite)}\",name=\"{Label(f.Case.Name)}\"}} {f.Figure.Item2.ToString("R", CultureInfo.InvariantCulture)}"));
        }
        return string.Join('\n', lines.Append("# EOF")) + "\n";
    }

    private static string Label(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal);
}
