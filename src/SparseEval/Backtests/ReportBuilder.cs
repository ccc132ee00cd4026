namespace SparseEval;

/// <summary>Adds up the pieces in their fixed order and makes the table of them.</summary>
internal static class ReportBuilder
{
    public static BacktestReport Build(SamplingFrame frame, BacktestOptions options, BacktestSetup setup, BacktestCell[] cells)
    {
        var remarks = new List<Diagnostic>(BacktestRemarks.Of(frame.History!, setup.Folds));
        var rows = new List<BacktestRow>();
        foreach (var control in options.ShuffledControl ? [false, true] : new[] { false })
            for (var b = 0; b < options.Budgets.Count; b++)
                for (var d = 0; d < options.Designs.Count; d++)
                    for (var e = 0; e < options.Estimators.Count; e++)
                    {
                        var (budget, design) = (b, d);
                        var mine = setup.Pieces.Where(p => p.IsControl == control && p.Budget == budget && p.Design == design).Select(p => cells[p.Index]).ToList();
                        AddRows(rows, remarks, new(frame, options, control, options.Budgets[b], options.Designs[d].Name, options.Estimators[e].Name), mine, e);
                    }
        if (rows.Count == 0) throw new SparseEvalException($"Nothing could be measured. {remarks.First(r => r.Code == "SPE0033").Message}");
        return new()
        {
            Benchmark = frame.Benchmark.Name,
            Items = frame.Count,
            Models = frame.History!.Models.Count,
            Split = options.Split.Name,
            Folds = setup.Folds,
            Draws = options.Draws,
            Seed = options.Seed,
            Confidence = options.Estimation.Confidence,
            Rows = rows,
            Diagnostics = [.. remarks.Distinct()],
        };
    }

    private static void AddRows(List<BacktestRow> rows, List<Diagnostic> remarks, RowSource source, List<BacktestCell> cells, int estimator)
    {
        var before = rows.Count;
        for (var i = 0; i < source.Options.Intervals.Count; i++)
        {
            var place = estimator * source.Options.Intervals.Count + i;
            var interval = source.Options.Intervals[i];
            if (cells.Select(c => c.Errors[place]).FirstOrDefault(e => e is not null) is { } error)
            {
                remarks.Add(DiagnosticCatalog.CombinationSkipped(source.Describe(interval?.Name), error));
                continue;
            }
            var tally = new Tally();
            foreach (var cell in cells) tally.Add(new(cell.Sums[place]));
            if (tally.DrawsWithIntervals > 0) rows.Add(source.Row(tally, interval?.Name ?? "default"));
            else
            {
                if (interval is not null)
                    remarks.Add(DiagnosticCatalog.CombinationSkipped(source.Describe(interval.Name), "The design does not draw with known probabilities, so no interval holds; the points are measured alone"));
                if (rows.Count == before) rows.Add(source.Row(tally, "none"));
            }
        }
    }
}
