namespace SparseEval.Evaluation;

/// <summary>Everything that decides which items are drawn, how they are scored and what is estimated from them.</summary>
/// <param name="Frame">What is known before the run.</param>
public sealed record RunPlan(SamplingFrame Frame)
{
    /// <summary>How items are chosen.</summary>
    public required ISamplingDesign Design { get; init; }

    /// <summary>How the full score is estimated.</summary>
    public required IEstimator Estimator { get; init; }

    /// <summary>How much may be spent.</summary>
    public required Budget Budget { get; init; }

    /// <summary>Equal seeds draw equal items, for every model.</summary>
    public ulong Seed { get; init; }

    /// <summary>What is estimated, and how sure the interval is to be.</summary>
    public EstimationOptions Options { get; init; } = new();

    /// <summary>
    /// Stops early by a confidence sequence, whose value and interval stand in for those of <see cref="Estimator"/>; null runs the whole budget.
    /// It needs the design <see cref="Designs.SimpleRandom"/>, whose order it follows, and a budget that is known beforehand, which it never exceeds.
    /// </summary>
    public WatchPlan? Watch { get; init; }

    /// <summary>
    /// How often each item is asked, 1 to 10,000; its score is the mean. Takes a temperature above 0 (or a program as the engine); the epochs' seeds follow each other from the sampling options' on.
    /// What can be answered in one way alone, such as options by log-likelihood, is asked once.
    /// </summary>
    public int Epochs { get; init; } = 1;

    /// <summary>What work costs in money, for what the engine itself does not price; null leaves money out. No part of the hash.</summary>
    public PriceList? Prices { get; init; }

    /// <summary>What a judge's work costs in money, in the same currency; null pays it by <see cref="Prices"/>. No part of the hash.</summary>
    public PriceList? JudgePrices { get; init; }

    /// <summary>What the history cost, to say after how many models it has paid for itself; null where nothing was spent on it. No part of the hash.</summary>
    public HistoryCost? HistoryCost { get; init; }

    /// <summary>Name of the scorer. The <see cref="Evaluator"/> fills it in, and refuses a plan that names another than its own.</summary>
    public string? Scorer { get; init; }

    /// <summary>
    /// SHA-256, in hexadecimal, of everything in the plan: the benchmark's fingerprint, design, estimator, budget, seed, options, history,
    /// predicted costs and scorer. Plans with equal hashes draw and score the same.
    /// </summary>
    public string Hash => RunIdentity.OfPlan(this).Hash;
}
