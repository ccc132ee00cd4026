namespace SparseEval.Cli.Output.Jobs;

/// <summary>Forms of a report by the end of the file's name. A form is one line here.</summary>
internal static class JobFiles
{
    private static readonly (string Ending, Func<JobReport, string> Write)[] Forms =
    [
        (".junit.xml", JobJUnit.Write),
        (".xml", JobJUnit.Write),
        (".jsonl", JobLines.Write),
        (".json", JobLines.Document),
        (".csv", JobCsv.Write),
        (".md", JobMarkdown.Write),
        (".prom", JobMetrics.Write),
    ];

    public static string Endings => string.Join(", ", Forms.Select(form => form.Ending));

    /// <summary>Null where the ending is none of a report's.</summary>
    public static Func<JobReport, string>? Form(string path) =>
        Forms.Where(form => path.EndsWith(form.Ending, StringComparison.OrdinalIgnoreCase)).Select(form => form.Write).FirstOrDefault();

    /// <summary>Before anything is run: every file must have a form, or be a page, which <see cref="ReportFiles"/> writes.</summary>
    public static void Require(IReadOnlyList<string> paths)
    {
        if (paths.FirstOrDefault(path => Form(path) is null && !ReportFiles.IsPage(path)) is { } unknown)
            throw new SparseEvalException($"--output names '{unknown}', and a result is written as {Endings} or .html. Give a file that ends in one of these.");
    }

    public static void Write(IReadOnlyList<string> paths, JobReport report)
    {
        foreach (var path in paths.Where(path => !ReportFiles.IsPage(path))) OutputFiles.Write(path, Form(path)!(report));
    }
}
