using System.Globalization;
using System.Text.RegularExpressions;

namespace SparseEval.Data.Tests.Imports;

/// <summary>The table of real files in docs/formats.md: file, flags, outcome.</summary>
internal static partial class FixtureTable
{
    public static IReadOnlyList<(string File, string Flags, string Outcome)> Rows() =>
        [.. Row().Matches(File.ReadAllText(Path.Combine(SharedFiles.Root, "docs", "formats.md")).ReplaceLineEndings("\n")).Select(m => (m.Groups[1].Value, m.Groups[2].Value.Trim('`'), m.Groups[3].Value))];

    public static ImportOptions Options(string flags)
    {
        var options = new ImportOptions();
        foreach (var flag in flags.Split("--", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            options = flag.Split(' ', 2) switch
            {
                ["model", var name] => options with { Model = name },
                ["metric", var name] => options with { Metric = name },
                ["split", var name] => options with { Split = name },
                ["score-scale", var scale] => options with { ScoreScale = double.Parse(scale, CultureInfo.InvariantCulture) },
                ["accept-aggregate"] => options with { AcceptAggregate = true },
                _ => throw new InvalidOperationException($"docs/formats.md has the flag '--{flag}', which this test does not know."),
            };
        return options;
    }

    /// <summary>What reading a file gives, in the words of the table.</summary>
    public static string Outcome(string path, ImportOptions options)
    {
        try
        {
            var runs = Imports(path, options);
            return runs.Count > 4 ? $"{runs.Count} models, {runs[0].Scores.Count} items, {runs.Sum(r => r.Scored)} scores" : string.Join("; ", runs.Select(run => FormattableString.Invariant($"{run.MeanScore:0.####} on {run.Scored} of {run.Scores.Count}")));
        }
        catch (SparseEvalException e)
        {
            return $"refused: {e.Message}";
        }
    }

    public static IReadOnlyList<ImportedRun> Imports(string path, ImportOptions options) => Data.Imports.Read(path, options);

    [GeneratedRegex(@"^\| `([^`|]+/[^`|]+)` \| (`[^|]*`)? ?\| ([^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
