namespace SparseEval.Evaluation;

/// <summary>Scores of the model that a watched run is compared with.</summary>
public sealed class BaselineScores
{
    private const double MostMissing = 0.05;

    private BaselineScores(string name, IReadOnlyList<double?> scores, int? first) => (Name, Scores, First) = (name, scores, first);

    /// <summary>The model's name.</summary>
    public string Name { get; }

    /// <summary>In the benchmark's order, in [0, 1] or null where there is none.</summary>
    public IReadOnlyList<double?> Scores { get; }

    /// <summary>Only the first so many items of the random order have scores; null where nearly all items do.</summary>
    public int? First { get; }

    /// <summary>Scores of all items, such as a full run's.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="scores">N scores in the benchmark's order; at most 5 % null. Items without one are left out of the difference, as if at random.</param>
    /// <exception cref="SparseEvalException">More than 5 % are missing: the rest may be no fair sample.</exception>
    public static BaselineScores OfAll(string name, IReadOnlyList<double?> scores)
    {
        var missing = scores.Count(score => score is null);
        return missing <= MostMissing * scores.Count ? new(name, scores, first: null) : throw new SparseEvalException(
            $"The baseline '{name}' has no score for {missing} of {scores.Count} items, and the others may be no fair sample. Give a full run, or the record of a run with simple-random items under the same seed.");
    }

    /// <summary>Scores of an earlier run that drew the same random order: simple random items under the same seed.</summary>
    /// <param name="record">The earlier run.</param>
    /// <param name="plan">Of the run to come.</param>
    /// <exception cref="SparseEvalException">Another benchmark, seed or design: its items are not the first of this run's order. Or it is invalid, or has no score for more than 5 % of its items.</exception>
    public static BaselineScores OfRecord(RunRecord record, RunPlan plan)
    {
        var benchmark = plan.Frame.Benchmark;
        if (record.Benchmark.Fingerprint != benchmark.Fingerprint)
            throw new SparseEvalException($"The baseline ran on benchmark '{record.Benchmark.Name}' with other contents than '{benchmark.Name}'. Run it on the same items.");
        if (record.Items.Count(item => item.Score is null) is var missing && (record.IsInvalid || missing > MostMissing * record.Items.Count))
            throw new SparseEvalException($"The baseline's record ('{record.Engine.Model}') has no score for {missing} of {record.Items.Count} items{(record.IsInvalid ? " and is invalid" : "")}, and the others may be no fair sample. " +
                "Resume that run with errors retried (--resume --retry-errors), and give its record again.");
        var order = RandomOrder.Of(plan.Frame, plan.Seed);
        var scores = new double?[benchmark.Count];
        foreach (var item in record.Items) scores[benchmark.IndexOf(item.Id)] = item.Score;
        if (!order.Take(record.Items.Count).ToHashSet().SetEquals(record.Items.Select(item => benchmark.IndexOf(item.Id))))
            throw new SparseEvalException($"The baseline drew by {record.Design} with seed {record.Seed}, so its items are not the first of this run's random order. " +
                $"Run it with --design simple-random and seed {plan.Seed}, or give scores of all items.");
        return new(record.Engine.Model, scores, record.Items.Count);
    }
}
