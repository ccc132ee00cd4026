namespace SparseEval.Data;

/// <summary>Compares what a source states with what its items give.</summary>
internal static class AggregateCheck
{
    /// <summary>The run, with remarks on what is partial, missing or different.</summary>
    /// <exception cref="SparseEvalException">The figures differ and that was not accepted.</exception>
    public static ImportedRun Of(ImportedRun run, bool accept)
    {
        var remarks = new List<Diagnostic>(run.Diagnostics);
        foreach (var aggregate in run.Aggregates)
        {
            if (!aggregate.Agrees)
            {
                var difference = Difference(run, aggregate);
                if (!accept) throw new SparseEvalException($"'{run.Files[0].Path}': {difference} Fetch what is lacking, choose another metric, or take the items as they are with --accept-aggregate.");
                remarks.Add(new("SPE0050", DiagnosticSeverity.Warning, difference));
            }
            else if (aggregate.IsPartial)
                remarks.Add(new("SPE0051", DiagnosticSeverity.Warning, $"The stated {aggregate.Name} covers {Count(aggregate.StatedItems!.Value)}, and {Count(aggregate.RecomputedItems)} are here."));
        }
        if (run.Missing.Count > 0)
            remarks.Add(new("SPE0052", DiagnosticSeverity.Warning, $"{run.Missing.Values.Sum()} of {Rows(run)} scores are missing ({string.Join(", ", run.Missing.Select(m => $"{m.Key}: {m.Value}"))}); they are not counted as 0."));
        if (run.Dropped.Count > 0) remarks.Add(new("SPE0054", DiagnosticSeverity.Note, $"Rows were left out: {string.Join(", ", run.Dropped.Select(d => $"{d.Key}: {d.Value}"))}."));
        return run with { Diagnostics = remarks };
    }

    private static int Rows(ImportedRun run) => run.Scores is RunCells { HasReplicates: false } cells ? cells.Count : run.Scores.Sum(s => Math.Max(1, s.Epochs.Count));

    private static string Difference(ImportedRun run, ImportedAggregate aggregate) => FormattableString.Invariant(
        $"it states {aggregate.Name} {aggregate.Stated:0.######}{(aggregate.StatedItems is { } items ? $" over {Count(items)}" : "")} for model '{run.Model}', and its {Count(aggregate.RecomputedItems)} of {run.Metric} {(aggregate.RecomputedItems == 1 ? "gives" : "give")} {(aggregate.Recomputed is { } own ? FormattableString.Invariant($"{own:0.######}") : "nothing")}.");

    private static string Count(long scores) => scores == 1 ? "1 score" : FormattableString.Invariant($"{scores:N0} scores");
}
