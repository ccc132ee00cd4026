using SparseEval.Cli.Commands;
using SparseEval.Cli.Settings;
using SparseEval.Reports;

namespace SparseEval.Cli.Output;

/// <summary>What <c>--report</c>, <c>--charts</c> and <c>-o NAME.html</c> ask for, looked at before anything is run.</summary>
internal sealed class ReportFiles
{
    private readonly IReadOnlyList<string> _pages;
    private readonly string? _charts;

    private ReportFiles(IReadOnlyList<string> pages, string? charts) => (_pages, _charts) = (pages, charts);

    /// <param name="values">In force.</param>
    /// <param name="outputs">Files of <c>--output</c>; pages among them are written here.</param>
    /// <exception cref="SparseEvalException">A place cannot be written to.</exception>
    public static ReportFiles Of(SettingValues values, IReadOnlyList<string> outputs)
    {
        var pages = outputs.Where(IsPage).ToList();
        if (values.FullPath(ReportSettings.Report) is { } page)
        {
            if (!IsPage(page)) throw new SparseEvalException($"{values.Origin(ReportSettings.Report)} names '{page}'; a report is one HTML page, so give a name in .html.");
            OutputFiles.Require(values, ReportSettings.Report, page);
            if (!pages.Contains(page, PathNames.Comparer)) pages.Add(page);
        }
        var folder = values.FullPath(ReportSettings.Charts);
        if (folder is not null) ChartFiles.Prepare(values, folder);
        return new(pages, folder);
    }

    /// <summary>True for a name in .html or .htm.</summary>
    public static bool IsPage(string path) => Path.GetExtension(path).ToLowerInvariant() is ".html" or ".htm";

    /// <summary>Writes what was asked for; the report is made only then.</summary>
    public void Write(VerbContext context, Func<Report> make)
    {
        if (_pages.Count == 0 && _charts is null) return;
        Report report;
        using (PlanningDisplay.For(context.Error)) report = make();
        var html = _pages.Count > 0 ? report.ToHtml() : "";
        foreach (var page in _pages)
        {
            OutputFiles.Write(page, html);
            context.Error.WriteLine($"sparseeval: report written to {page}.");
        }
        if (_charts is not null) ChartFiles.Write(_charts, [.. report.Charts], context.Error);
    }
}
