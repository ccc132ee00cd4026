using System.Globalization;

namespace SparseEval.Cli.Output.Jobs;

/// <summary>Estimates as bars and the ends of their intervals as lines, in Mermaid's xychart, which GitHub and GitLab draw.</summary>
internal static class JobChart
{
    private const int MostOfName = 40;
    private const int MostOfLabel = 28;

    /// <summary>A fenced block, or nothing where no case has an estimate with an interval.</summary>
    public static string Mermaid(IReadOnlyList<JobCase> cases)
    {
        var drawn = cases.Where(one => one is { Value: not null, Interval: not null }).ToList();
        if (drawn.Count == 0) return "";
        var (least, most) = (Math.Floor(10 * Math.Min(0, drawn.Min(one => one.Interval!.Lower))) / 10, Math.Ceiling(10 * Math.Max(0.1, drawn.Max(one => one.Interval!.Upper))) / 10);
        return $"""

            ```mermaid
            xychart-beta
              title "estimates (bars) between the ends of their intervals (lines)"
              x-axis [{string.Join(", ", drawn.Select((one, i) => $"\"{i + 1} {Label(one)}\""))}]
              y-axis "score" {Number(least)} --> {Number(most)}
              bar [{List(drawn, one => one.Value!.Value)}]
              line [{List(drawn, one => one.Interval!.Lower)}]
              line [{List(drawn, one => one.Interval!.Upper)}]
            ```

            """;
    }

    private static string List(List<JobCase> cases, Func<JobCase, double> number) => string.Join(", ", cases.Select(one => Number(number(one))));

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>Short enough for an axis. The case's name holds the criterion's number, which must not be cut in two: the suite's gives way.</summary>
    private static string Label(JobCase one)
    {
        var name = Short(Plain(one.Name), MostOfName);
        return $"{Short(Plain(one.Suite), Math.Max(8, MostOfLabel - name.Length))} {name}";
    }

    private static string Plain(string text) => string.Concat(text.Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '.' or '_'));

    private static string Short(string text, int most) => text.Length <= most ? text : $"{text[..(most - 2)]}..";
}
