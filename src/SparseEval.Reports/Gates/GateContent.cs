using System.Globalization;

namespace SparseEval.Reports;

/// <summary>The report of a gate.</summary>
internal static class GateContent
{
    public static Report Of(GateFindings findings)
    {
        var (all, first) = (findings.Benchmarks, findings.Benchmarks[0]);
        var paired = all.Where(b => b.Decision.Criterion.IsPaired).ToList();
        return new()
        {
            Title = all.Count == 1 ? $"Gate of {first.Model} on {first.Benchmark}" : $"Gate of {Amounts.Of(all.Count, "benchmark")}",
            Subtitle = all.Count == 1 ? $"{first.Decision.Criterion.Name}{(first.Baseline is { } baseline ? $" against {baseline}" : "")}, {(first.IsSequential ? "items one after the other until the answer was clear" : "a size fixed beforehand")}" : findings.Errors,
            Verdict = new(findings.Outcome switch { GateOutcome.Go => VerdictState.Good, GateOutcome.Inconclusive => VerdictState.Neutral, _ => VerdictState.Bad }, findings.Sentence),
            Figures = Figures(findings),
            Sections =
            [
                GateIntervals.Section(all),
                GatePaths.Section(all),
                .. paired.Count == 0 ? [] : paired.Select((b, k) => PairSection.Of(b.Pairs, b.Model, b.Baseline ?? "the baseline", paired.Count == 1 ? "" : $"-{k + 1}", paired.Count == 1 ? "" : $" of {b.Benchmark}")),
                Table(findings),
                all.Count == 1 ? first.Record is { } record ? SavingsSection.Of(record) : ReportSection.Without("savings", "What was saved", "Scores without a run were judged, so nothing is known of what they cost.") : GateSavings.Section(all),
            ],
            Diagnostics = [.. all.SelectMany(b => b.Decision.Diagnostics).Distinct()],
            Origin = Origin(findings),
        };
    }

    public static string Word(GateOutcome outcome) => outcome switch { GateOutcome.Go => "GO", GateOutcome.NoGo => "NO-GO", GateOutcome.Inconclusive => "INCONCLUSIVE", _ => "INVALID" };

    private static IReadOnlyList<ReportFigure> Figures(GateFindings findings)
    {
        var (all, first) = (findings.Benchmarks, findings.Benchmarks[0].Decision);
        var (items, unscored, population) = (all.Sum(b => b.Decision.Items), all.Sum(b => b.Decision.Unscored), all.Sum(b => b.Decision.Population));
        return
        [
            new("Verdict", Word(findings.Outcome)),
            .. all.Count == 1 && first.Value is { } value ? new[] { new ReportFigure(first.Criterion.IsPaired ? "Difference" : "Score", first.Criterion.IsPaired ? Signed(value) : Amounts.Score(value), first.Interval is { } ci ? $"{Number(ci.Lower, first)} to {Number(ci.Upper, first)} at {Amounts.Level(ci.Level)}" : "no interval holds") } : [],
            .. all.Count == 1 ? new[] { new ReportFigure("Must be at least", Number(first.Criterion.Least, first), first.Criterion.Name) } : [],
            new("Items", Amounts.Count(items), $"of {Amounts.Count(population)}{(unscored > 0 ? $", {Amounts.Count(unscored)} more without a score" : "")}"),
            new("Items saved", Amounts.Share(population == 0 ? 0 : (population - items - unscored) / (double)population), $"{Amounts.Count(population - items - unscored)} items"),
        ];
    }

    private static ReportSection Table(GateFindings findings) => new("benchmarks", "Benchmark by benchmark")
    {
        Lead = findings.Benchmarks.Count == 1 ? "" : "A NO-GO of any benchmark that counts fails the whole; critical benchmarks must be shown good, supporting ones must not be shown bad, advisory ones are shown alone.",
        Tables = [("Benchmarks", Columns.Table(findings.Benchmarks, b => [b.Benchmark, b.Tier, b.Decision.Criterion.Name, Word(b.Decision.Outcome), b.Decision.Value, b.Decision.Interval?.Lower, b.Decision.Interval?.Upper, b.Decision.Criterion.Least, b.Decision.Interval?.Level, (double)b.Decision.Items, (double)b.Decision.Population, b.Sentence],
            Columns.Text("benchmark", "benchmark"), Columns.Text("tier", "tier"), Columns.Text("criterion", "criterion"), Columns.Text("verdict", "verdict"), Columns.Score("value", "value"), Columns.Score("lower", "lower"), Columns.Score("upper", "upper"),
            Columns.Score("bound", "must be at least"), Columns.Share("level", "level"), Columns.Count("items", "items"), Columns.Count("population", "of"), Columns.Text("sentence", "in words")))],
    };

    private static IReadOnlyList<ReportFigure> Origin(GateFindings findings) =>
    [
        new("errors", findings.Errors),
        .. findings.Benchmarks.Count > 1 ? findings.Benchmarks.Select(b => new ReportFigure(b.Benchmark, Method(b))) : [],
        .. findings.Benchmarks.Count == 1 && findings.Benchmarks[0] is { Record: { } record } ? Origins.Of(record) : findings.Benchmarks.Count == 1 ? [new ReportFigure("method", Method(findings.Benchmarks[0]))] : [],
    ];

    private static string Method(GatedBenchmark b) => string.Create(CultureInfo.InvariantCulture,
        $"{b.Model}{(b.Baseline is { } baseline ? $" against {baseline}" : "")}, {b.Decision.Interval?.Kind ?? "no interval"}{(b.IsSequential ? " at every moment" : "")}, alpha {b.Alpha.ToString("0.######", System.Globalization.CultureInfo.InvariantCulture)}{(b.Record is { } r ? $", plan {r.PlanHash}, seed {r.Seed}" : "")}");

    private static string Number(double value, GateDecision decision) => decision.Criterion.IsPaired ? Signed(value) : Amounts.Score(value);

    private static string Signed(double value) => value.ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture);
}
