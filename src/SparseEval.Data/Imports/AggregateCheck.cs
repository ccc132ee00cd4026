namespace SparseEval.Data;

/// <summary>Compares what a source states with what its items give.</summary>
internal static class AggregateCheck
{
    /// <summary>Below this share of scored items the other bound is told as well; `run` calls such a sample invalid.</summary>
    private const double MostlyScored = 0.95;

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
            remarks.Add(new("SPE0052", DiagnosticSeverity.Warning, $"{run.Missing.Values.Sum()} of {Rows(run)} scores are missing ({string.Join(", ", run.Missing.Select(m => $"{m.Key}: {m.Value}"))}); they are not counted as 0.{IfWrong(run)}"));
        if (PartlyScored(run) is { Count: > 0 } partly)
            remarks.Add(new("SPE0086", DiagnosticSeverity.Warning, $"{(partly.Count == 1 ? "1 item has" : $"{partly.Count} items have")} replicates without a score, '{partly[0]}' first; each counts the mean of its others, which is too high where a replicate fails because it would have been wrong."));
        if (run.Dropped.Count > 0) remarks.Add(new("SPE0054", DiagnosticSeverity.Note, $"Rows were left out: {string.Join(", ", run.Dropped.Select(d => $"{d.Key}: {d.Value}"))}."));
        return run with { Diagnostics = remarks };
    }

    /// <summary>Where many are missing, what the mean would be had they all failed: the mean of the others is then no score of the benchmark.</summary>
    private static string IfWrong(ImportedRun run) => run.MeanScore is { } mean && run.Scored < MostlyScored * run.Scores.Count
        ? FormattableString.Invariant($" The mean of the other {run.Scored} is {mean:0.####}; with the missing ones as 0 it would be {mean * run.Scored / run.Scores.Count:0.####}.") : "";

    private static List<string> PartlyScored(ImportedRun run) => run.Scores is RunCells { HasReplicates: false } ? []
        : [.. run.Scores.Where(s => s.Score is not null && s.Epochs.Any(e => e.Score is null)).Select(s => s.Item)];

    private static int Rows(ImportedRun run) => run.Scores is RunCells { HasReplicates: false } cells ? cells.Count : run.Scores.Sum(s => Math.Max(1, s.Epochs.Count));

    private static string Difference(ImportedRun run, ImportedAggregate aggregate) => FormattableString.Invariant(
        $"it states {aggregate.Name} {aggregate.Stated:0.######}{(aggregate.StatedItems is { } items ? $" over {Count(items)}" : "")} for model '{run.Model}', and its {Count(aggregate.RecomputedItems)} of {run.Metric} {(aggregate.RecomputedItems == 1 ? "gives" : "give")} {(aggregate.Recomputed is { } own ? FormattableString.Invariant($"{own:0.######}") : "nothing")}.");

    private static string Count(long scores) => scores == 1 ? "1 score" : FormattableString.Invariant($"{scores:N0} scores");
}
