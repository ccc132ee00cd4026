using System.Globalization;
using System.Text.RegularExpressions;

namespace SparseEval.Evaluation;

/// <summary>
/// Reads what a judge says. A grade or verdict counts where it stands alone on the last line or the first, marks and a word such as "Grade:" aside, and no other line says another one: the numbers of a sentence may be
/// about anything.
/// </summary>
internal static partial class JudgeReplies
{
    /// <summary>Of this reading; part of the cache's key, since grades are kept as they were read.</summary>
    public const int Version = 3;

    /// <summary>The grade from 0 (lowest) to 1 (highest); null where there is none, it is out of range or no whole number.</summary>
    public static double? Grade(string reply, int least, int most, bool isTruncated = false) =>
        Alone(reply, isTruncated, line => Read(line, most)) is { } grade && grade >= least && grade <= most ? (grade - least) / (most - least) : null;

    /// <summary>1 where A is better, 0 where B is, 0.5 for a tie; null where the reply says none of these.</summary>
    public static double? Better(string reply, bool isTruncated = false) => Alone(reply, isTruncated, line => Verdict().Match(line) is not { Success: true } found ? null
        : found.Groups["who"].Value.ToUpperInvariant() switch { "A" => 1, "B" => 0, _ => 0.5 });

    /// <summary>What follows the judge's thinking; null where that does not end.</summary>
    public static string? Said(string reply)
    {
        var (start, end) = (reply.LastIndexOf("<think", StringComparison.OrdinalIgnoreCase), reply.LastIndexOf("</think", StringComparison.OrdinalIgnoreCase));
        return start > end ? null : end < 0 ? reply : reply[(reply.IndexOf('>', end) is >= 0 and var close ? close + 1 : reply.Length)..];
    }

    /// <summary>What every line that says one says, if the last line or the first is among them. The last of a reply that was cut off says nothing: it may be a 1 of 10.</summary>
    private static double? Alone(string reply, bool isTruncated, Func<string, double?> read)
    {
        var all = Marks().Replace(Said(reply) ?? "", " ").Split('\n', '\r');
        if (isTruncated) all[^1] = "...";
        double?[] lines = [.. all.Select(line => line.Trim()).Where(line => line.Length > 0).Select(read)];
        return lines.Length > 0 && (lines[^1] ?? lines[0]) is { } said && lines.All(line => line is null || line == said) ? said : null;
    }

    /// <summary>NaN for a grade of another scale, which contradicts every other line.</summary>
    private static double? Read(string line, int most)
    {
        if (Number().Match(line) is not { Success: true } found) return null;
        var (grade, of) = (Parsed(found.Groups["grade"]), found.Groups["of"]);
        return grade % 1 == 0 && (!of.Success || Parsed(of) == most) ? grade : double.NaN;
    }

    private static double Parsed(Group digits) => double.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex("""[*_`"'()\[\]{}#|]""", RegexOptions.CultureInvariant)]
    private static partial Regex Marks();

    [GeneratedRegex(@"^((my|the|final|overall|total)\s+)*((grade|score|rating|mark)\s*(is|:|=)?\s*)?(?<grade>-?[0-9]+(\.[0-9]+)?)\s*((/|out of|of)\s*(?<of>[0-9]+))?\s*[.!,]?$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Number();

    // "Answer: B" may be the judge's own answer to the question.
    [GeneratedRegex(@"^((my|the|final|overall)\s+)*((verdict|winner|best|better(\s+answer)?)\s*(is|:|=)?\s*)?(answer\s+)?(?<who>A|B|(it\W*i?s\s+)?(a\s+)?tie)(\s+is\s+better)?\s*[.!,]?$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Verdict();
}
