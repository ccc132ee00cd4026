namespace SparseEval.Reports;

/// <summary>A report for people: a headline with a verdict, figures, sections with charts, and all that the numbers rest on.</summary>
public sealed record Report
{
    /// <summary>What it is about.</summary>
    public required string Title { get; init; }

    /// <summary>One line below the title: method and size.</summary>
    public required string Subtitle { get; init; }

    /// <summary>The answer in a sentence.</summary>
    public required ReportVerdict Verdict { get; init; }

    /// <summary>Numbers beside the verdict, the most telling first.</summary>
    public IReadOnlyList<ReportFigure> Figures { get; init; } = [];

    /// <summary>In order; one whose chart has no data says why in a sentence.</summary>
    public required IReadOnlyList<ReportSection> Sections { get; init; }

    /// <summary>What was assumed and what a reader must know; each code has a page under docs/diagnostics.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>What is needed to make the same again: seeds, fingerprints, versions.</summary>
    public IReadOnlyList<ReportFigure> Origin { get; init; } = [];

    /// <summary>All charts in order.</summary>
    public IEnumerable<Chart> Charts => Sections.SelectMany(section => section.Charts);

    /// <summary>One HTML file with everything in it: it loads nothing, and runs no script but its own (docs/reports.md).</summary>
    public string ToHtml() => HtmlWriter.Write(this);
}
