using System.Globalization;

namespace SparseEval.Reports;

/// <summary>The report of a comparison.</summary>
internal static class ComparisonContent
{
    public static Report Of(ComparisonFindings findings)
    {
        var (pairs, first) = (findings.Pairs, findings.Pairs[0]);
        return new()
        {
            Title = pairs.Count == 1 ? $"{first.A} against {first.B} on {findings.Benchmark}" : $"{findings.Models.Count} models on {findings.Benchmark}",
            Subtitle = $"{Amounts.Count(findings.Items)} of {Amounts.Of(findings.Population, "item")}; {findings.Basis}",
            Verdict = new(pairs.Any(p => p.Comparison.Interval is null) ? VerdictState.Bad : VerdictState.Neutral, findings.Sentence),
            Figures = Figures(findings),
            Sections =
            [
                new("differences", pairs.Count == 1 ? "The difference" : "Differences of all pairs")
                {
                    Lead = findings.Margin > 0 ? "A pair is equivalent where its whole interval lies within the margins, better or worse where it lies wholly beyond one." : "Without a margin nothing can be called equivalent: a pair is better or worse where its interval does not hold 0, and else undecided.",
                    Charts = [ComparisonCharts.Differences(findings)],
                    Tables = [("Pairs", PairTable(findings))],
                },
                findings.Models.Count < 3 ? ReportSection.Without("ranks", "Ranks", "Two models have no ranks beside the verdict.")
                    : new("ranks", "Ranks") { Lead = findings.Levels, Charts = [ComparisonCharts.Ranks(findings), .. findings.Models.Count <= ComparisonCharts.MostInMatrix ? [ComparisonCharts.Matrix(findings)] : Array.Empty<Chart>()],
                        Omitted = findings.Models.Count <= ComparisonCharts.MostInMatrix ? [] : [$"{findings.Models.Count} models are too many for a matrix of pairs; the table above has every pair."] },
                findings.Path.Count > 1 ? new("paths", "How the interval narrowed") { Charts = [PathChart.Of(findings.Path, findings.Margin, -findings.Margin, "path", $"{first.A} less {first.B}", "difference")] }
                    : ReportSection.Without("paths", "How the interval narrowed", "Intervals were made once, at the end; a comparison that runs (--baseline-model) has a path."),
                pairs.Count == 1 ? PairSection.Of(findings.Scores, first.A, first.B, "", "") : ReportSection.Without("discordant", "Items on which the two differ", "Items are listed for two models; compare the two alone."),
                ComparisonCharts.Spent(findings),
            ],
            Diagnostics = [.. pairs.SelectMany(p => p.Comparison.Diagnostics).DistinctBy(d => d.Message)],
            Origin = Origin(findings),
        };
    }

    private static IReadOnlyList<ReportFigure> Figures(ComparisonFindings findings)
    {
        var (pairs, first) = (findings.Pairs, findings.Pairs[0]);
        ReportFigure items = new("Items", Amounts.Count(findings.Items), $"of {Amounts.Count(findings.Population)}");
        if (pairs.Count > 1)
            return [new("Models", Amounts.Count(findings.Models.Count)), new("Pairs decided", Amounts.Count(pairs.Count(p => p.Verdict is "better" or "worse")), $"of {Amounts.Count(pairs.Count)}"), new("Equivalent", Amounts.Count(pairs.Count(p => p.Verdict == "equivalent"))), items];
        return
        [
            new("Verdict", first.Verdict),
            new("Difference", Signed(first.Comparison.Difference), first.Comparison.Interval is { } ci ? $"{Signed(ci.Lower)} to {Signed(ci.Upper)} at {Amounts.Level(ci.Level)}" : "no interval holds"),
            .. findings.Margin > 0 ? new[] { new ReportFigure("Margin", Amounts.Score(findings.Margin)) } : [],
            .. first.Comparison.PValue is { } p ? new[] { new ReportFigure("p-value", p < 0.0001 ? "<0.0001" : Amounts.Score(p), first.Comparison.McNemarPValue is { } m ? $"McNemar {(m < 0.0001 ? "<0.0001" : Amounts.Score(m))}" : "") } : [],
            items,
        ];
    }

    private static ChartTable PairTable(ComparisonFindings findings) => Columns.Table(findings.Pairs,
        p => [p.A, p.B, p.Verdict, p.Comparison.Difference, p.Comparison.Interval?.Lower, p.Comparison.Interval?.Upper, p.Comparison.PValue, p.Comparison.McNemarPValue, p.Holm, p.BenjaminiHochberg, (double)p.Comparison.Items.Better, (double)p.Comparison.Items.Worse, (double)p.Comparison.Items.Equal],
        Columns.Text("a", "A"), Columns.Text("b", "B"), Columns.Text("verdict", "A is"), Columns.Score("difference", "A less B"), Columns.Score("lower", "lower"), Columns.Score("upper", "upper"), Columns.Number("p", "p"), Columns.Number("mcnemar", "McNemar"),
        Columns.Number("holm", "Holm"), Columns.Number("bh", "Benjamini-Hochberg"), Columns.Count("better", "items better"), Columns.Count("worse", "worse"), Columns.Count("same", "same"));

    private static IReadOnlyList<ReportFigure> Origin(ComparisonFindings findings) =>
    [
        new("items", findings.Basis),
        new("levels", findings.Levels),
        new("interval", findings.Pairs[0].Comparison.Interval is { } ci ? $"{ci.Kind} at {Amounts.Level(ci.Level)}" : "none"),
        .. findings.Runs.Select(r => new ReportFigure(r.Engine.Model, $"{r.Design}, seed {r.Seed}, plan {r.PlanHash}, benchmark {r.Benchmark.Fingerprint}, {r.Engine.Name} ({r.Engine.Provider}, {r.Engine.Precision})")),
    ];

    private static string Signed(double value) => value.ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture);
}
