namespace SparseEval.Reports;

/// <summary>A part of a report.</summary>
/// <param name="Id">Lower-case letters, digits and dashes; names its anchor.</param>
/// <param name="Title">Heading.</param>
public sealed record ReportSection(string Id, string Title)
{
    /// <summary>What to know before the charts; empty for nothing.</summary>
    public string Lead { get; init; } = "";

    /// <summary>Charts in order; none where the record holds no data for them.</summary>
    public IReadOnlyList<Chart> Charts { get; init; } = [];

    /// <summary>Tables without a chart, by their captions.</summary>
    public IReadOnlyList<(string Caption, ChartTable Table)> Tables { get; init; } = [];

    /// <summary>Why something is not here, one sentence each.</summary>
    public IReadOnlyList<string> Omitted { get; init; } = [];

    /// <summary>A section with nothing but the reason why there is nothing.</summary>
    internal static ReportSection Without(string id, string title, string why) => new(id, title) { Omitted = [why] };
}
