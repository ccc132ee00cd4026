using System.Globalization;
using System.Text;

namespace SparseEval.Cli.Output.Jobs;

/// <summary>A report as Markdown for a job's page: one sentence, a table, and a Mermaid chart of estimates and intervals.</summary>
internal static class JobMarkdown
{
    /// <summary>GitHub takes 1 MiB a step; room is left for what other commands of the step write.</summary>
    public const int MostBytes = 900_000;

    private const int MostBars = 24;

    public static string Write(JobReport report)
    {
        var text = new StringBuilder($"### {Cell(report.Title)}\n\n**{Cell(report.Sentence)}**\n\n| | benchmark | case | verdict | value | interval | bound | items | saved |\n|---|---|---|---|---:|---|---:|---:|---:|\n");
        var (bytes, shown) = (text.Length, 0);
        foreach (var one in report.Cases)
        {
            var row = Row(one);
            if ((bytes += Encoding.UTF8.GetByteCount(row)) > MostBytes) break;
            text.Append(row);
            shown++;
        }
        if (shown < report.Cases.Count) text.Append($"\n{Quantity.Count(report.Cases.Count - shown)} more rows do not fit this page.\n");
        text.Append(JobChart.Mermaid([.. report.Cases.Take(MostBars)]));
        var remarks = report.Cases.SelectMany(one => one.Diagnostics).Where(d => d.Severity != DiagnosticSeverity.Note).Select(d => $"- {d.Code}: {Cell(d.Message)}\n").Distinct(StringComparer.Ordinal).Take(20).ToList();
        if (remarks.Count > 0) text.Append('\n').AppendJoin("", remarks);
        return text.ToString();
    }

    private static string Row(JobCase one) =>
        $"| {Sign(one.Status)} | {Cell(one.Suite)} | {Cell(one.Name)} | {Cell(one.Verdict)} | {Number(one.Value)} | {(one.Interval is { } i ? $"{Number(i.Lower)} to {Number(i.Upper)} ({(100 * i.Level).ToString("0.##", CultureInfo.InvariantCulture)} %)" : "none")} | " +
        $"{Number(one.Bound)} | {Quantity.Count(one.Items)} of {Quantity.Count(one.Population)} | {Quantity.Count(one.Saved)} |\n";

    private static string Sign(JobStatus status) => status switch { JobStatus.Passed => "✅", JobStatus.Failed => "❌", JobStatus.Skipped => "⚪", _ => "⚠️" };

    private static string Number(double? value) => value is { } number ? number.ToString("0.0000", CultureInfo.InvariantCulture) : "";

    /// <summary>Names come from models and benchmarks: nothing in them may break the table or be read as HTML.</summary>
    public static string Cell(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("|", "\\|", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal);
}
