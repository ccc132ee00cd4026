using System.Globalization;

namespace SparseEval.Evaluation;

/// <summary>How an <see cref="Evaluator"/> works; none of it changes a score.</summary>
public sealed record EvaluatorOptions
{
    private readonly double _maxErrorShare = 0.05;

    /// <summary>Answers of earlier runs, looked up before the engine is asked; null for none. The caller disposes it.</summary>
    public ResponseCache? Cache { get; init; }

    /// <summary>Where finished items are kept; null keeps them in memory, and a run that ends early is lost.</summary>
    public string? JournalPath { get; init; }

    /// <summary>
    /// True continues the journal at <see cref="JournalPath"/>: nothing that it holds is run again. Where there is none yet, a new one is begun.
    /// False refuses a journal that already holds a run.
    /// </summary>
    public bool Resume { get; init; }

    /// <summary>
    /// The plan that the journal belongs to, where what is run is a stage of it: a first part of its items in the same order, such as with a smaller budget. Every stage with
    /// <see cref="Resume"/> takes the finished items of the stages before. Null, the default: the plan that is run.
    /// </summary>
    public RunPlan? StageOf { get; init; }

    /// <summary>True runs items again that the journal holds without a score; their earlier cost stays spent.</summary>
    public bool RetryErrors { get; init; }

    /// <summary>
    /// So many of the drawn items, chosen by the seed, are asked again one by one when all have run; the record says which decisions changed and by
    /// how much log-probabilities differ. 0, the default, asks none.
    /// </summary>
    /// <exception cref="SparseEvalException">Below 0.</exception>
    public int CheckDeterminism
    {
        get;
        init => field = value >= 0 ? value : throw new SparseEvalException($"CheckDeterminism is {value}; give a number of items, or 0 for none.");
    }

    /// <summary>What finding out about the engine cost before the run, such as <see cref="ServerCapabilities.Cost"/>; the ledger counts it as spent.</summary>
    public ComputeCost Probing { get; init; } = ComputeCost.Zero;

    /// <summary>Told after every batch, on the thread that committed it; slow receivers should pass messages on.</summary>
    public IProgress<RunProgress>? Progress { get; init; }

    /// <summary>The clock; default the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// Greatest share of drawn items without a score, in [0, 1], at which an interval is still given; default 0.05. Above it the record carries
    /// diagnostic SPE0040 and no interval.
    /// </summary>
    /// <exception cref="SparseEvalException">Outside [0, 1].</exception>
    public double MaxErrorShare
    {
        get => _maxErrorShare;
        init => _maxErrorShare = value is >= 0 and <= 1 ? value
            : throw new SparseEvalException($"MaxErrorShare {value.ToString(CultureInfo.InvariantCulture)} is outside [0, 1]. Give a share of the drawn items such as 0.05.");
    }
}
