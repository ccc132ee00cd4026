namespace SparseEval.Cli.Composition;

/// <summary>What numbers of items can tell and what margins take.</summary>
internal sealed record PowerTables
{
    public required string Benchmark { get; init; }

    public required int Population { get; init; }

    public required double Confidence { get; init; }

    public required double Power { get; init; }

    /// <summary>Of the difference from item to item: of half of the pairs, and of 90 %.</summary>
    public required (double Median, double Percentile90) Variance { get; init; }

    /// <summary>Where the variance comes from.</summary>
    public required string Basis { get; init; }

    /// <summary>Where half-widths come from.</summary>
    public required string WidthBasis { get; init; }

    public required IReadOnlyList<PowerOfItems> Items { get; init; }

    public required IReadOnlyList<PowerOfMargin> Margins { get; init; }

    /// <summary>What a gate at a threshold takes; empty where none was asked.</summary>
    public required IReadOnlyList<PowerOfGate> Gates { get; init; }

    public double? Threshold { get; init; }
}

/// <summary>What n items can tell.</summary>
/// <param name="Items">n.</param>
/// <param name="HalfWidth">Of one model's score, of half and of 90 % of past models; null where it cannot be forecast.</param>
/// <param name="Difference">Least difference of two models that is detected, for the median and the 90th percentile of variances.</param>
internal sealed record PowerOfItems(int Items, (double Median, double Percentile90)? HalfWidth, (double Median, double Percentile90) Difference);

/// <summary>What a margin takes.</summary>
/// <param name="Margin">Difference, or half-width.</param>
/// <param name="HalfWidth">Items for the half-width with 90 % of past models.</param>
/// <param name="Difference">Items that tell a difference as large as the margin from 0, for the median and the 90th percentile of variances; as many show a drop of at most the margin where there is none.</param>
/// <param name="Equivalent">Items that show models without a difference to be equivalent within the margin, likewise.</param>
internal sealed record PowerOfMargin(double Margin, int? HalfWidth, (int Median, int Percentile90) Difference, (int Median, int Percentile90) Equivalent);

/// <summary>What a gate takes for a model so far from its threshold.</summary>
/// <param name="Distance">From the threshold, above or below.</param>
/// <param name="Fixed">Items of a fixed sample that decide with the power, for right-or-wrong scores and the plain mean.</param>
/// <param name="Sequential">Replayed gates; null without past models, or where no threshold so far from their scores lies in [0, 1].</param>
internal sealed record PowerOfGate(double Distance, int Fixed, SequentialItems? Sequential);

/// <summary>After how many items replayed gates had decided with the wanted power.</summary>
/// <param name="Items">That the wanted share of all replays stays within.</param>
/// <param name="Least">The same of the model that takes least.</param>
/// <param name="Most">And of the one that takes most.</param>
/// <param name="Replays">Number of replays: past models, random orders, and thresholds above and below.</param>
internal sealed record SequentialItems(int Items, int Least, int Most, int Replays);
