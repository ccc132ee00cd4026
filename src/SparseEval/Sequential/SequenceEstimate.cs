namespace SparseEval;

/// <summary>What a watched stream says at the moment it stops, in the form of every other estimate.</summary>
public static class SequenceEstimate
{
    /// <summary>The sequence's value and interval; there is no standard error, since the number of items was not fixed.</summary>
    /// <param name="run">The stream.</param>
    /// <param name="plan">It was begun with.</param>
    /// <param name="sample">Every item that came, with its score or null where it has none.</param>
    /// <param name="sequence">Name of the sequence.</param>
    public static Estimate Of(ISequenceRun run, SequencePlan plan, ScoredSample sample, string sequence)
    {
        var missing = sample.Scores.Count(score => score is null);
        return new()
        {
            Value = run.Value,
            StandardError = null,
            Interval = run.Count > 0 ? run.Interval : null,
            SampleSize = run.Count,
            PopulationSize = plan.Frame.Count,
            Estimand = plan.Estimand.Name,
            Method = $"{sample.Sample.Design}, {sequence}",
            Diagnostics =
            [
                .. missing > 0 ? [DiagnosticCatalog.Unscored(missing, sample.Sample.Count, "random order")] : Array.Empty<Diagnostic>(),
                .. run.Count == plan.Frame.Count ? [DiagnosticCatalog.Census(run.Count)] : run.Diagnostics,
            ],
        };
    }
}
