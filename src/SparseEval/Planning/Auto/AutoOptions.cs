namespace SparseEval;

/// <summary>What <see cref="AutoMethod.Choose"/> is asked for.</summary>
public sealed record AutoOptions
{
    /// <summary>What the answer is for; default <see cref="AutoAim.Interval"/>.</summary>
    public AutoAim Aim { get; init; } = AutoAim.Interval;

    /// <summary>Which average of the item scores is wanted; default the item-weighted one.</summary>
    public Estimand Estimand { get; init; } = Estimand.ItemWeighted;

    /// <summary>Confidence of the interval, in (0, 1); default 0.95.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Of the trial draws on the history; default 1. It has nothing to do with the seed of the run.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Trial draws for each fold of past models, 1 to 1,000; default 6.</summary>
    public int TrialDraws { get; init; } = 6;
}
