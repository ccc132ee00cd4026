using System.Globalization;

namespace SparseEval.Cli.Output.Jobs;

/// <summary>A report as CSV (RFC 4180), a row a case; an unknown number is an empty cell.</summary>
internal static class JobCsv
{
    private static readonly string[] Figures = ["value", "lower", "upper", "confidence", "bound", "items", "population", "items_unscored", "items_saved", "engine_seconds"];

    public static string Write(JobReport report)
    {
        var names = report.Cases.SelectMany(one => one.Properties.Select(p => p.Name)).Distinct(StringComparer.Ordinal).ToList();
        var rows = report.Cases.Select(one => Row(one, names)).Prepend(["suite", "name", "status", "verdict", .. Figures, .. names]);
        return string.Concat(rows.Select(row => $"{string.Join(',', row.Select(Csv.Quoted))}\n"));
    }

    private static IEnumerable<string> Row(JobCase one, List<string> names)
    {
        var figures = JobFigures.Numbers(one).ToDictionary(f => f.Name, f => f.Value.ToString("R", CultureInfo.InvariantCulture));
        return [one.Suite, one.Name, one.Status.ToString().ToLowerInvariant(), one.Verdict, .. Figures.Select(name => figures.GetValueOrDefault(name, "")),
            .. names.Select(name => one.Properties.Where(p => p.Name == name).Select(p => p.Text).FirstOrDefault(""))];
    }
}
