using SparseEval.Reports;

namespace SparseEval.Cli.Output.Pages;

/// <summary>What a page shows beside a result; made only where a page is written.</summary>
/// <param name="Path">How the interval narrowed; empty where it was made once.</param>
/// <param name="Pairs">Items with both scores.</param>
internal sealed record PageDetail(IReadOnlyList<WatchedMoment> Path, IReadOnlyList<PairedScore> Pairs);
