using SparseEval.Cli.Composition.Comparing;
using SparseEval.Reports;

namespace SparseEval.Cli.Output.Pages;

/// <summary>A comparison's report as a page.</summary>
internal static class ComparePage
{
    public static Report Of(CompareResult result)
    {
        var detail = result.Detail?.Invoke();
        return ReportFactory.OfComparison(new()
        {
            Benchmark = result.Benchmark,
            Sentence = result.Sentence(),
            Basis = result.Basis,
            Levels = CompareReport.Levels(result),
            Margin = result.Margin,
            Items = result.Shared,
            Population = result.Population,
            Models = [.. result.Models.Select(m => new RankedModel(m.Name, m.Best, m.Worst))],
            Pairs = [.. result.Pairs.Select(p => new ComparedModels(p.A, p.B, p.Comparison, p.Verdict, p.Adjusted?.Holm, p.Adjusted?.BenjaminiHochberg))],
            Path = detail?.Path ?? [],
            Scores = detail?.Pairs ?? [],
            Runs = result.Runs,
        });
    }
}
