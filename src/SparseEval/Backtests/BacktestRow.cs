namespace SparseEval;

/// <summary>What one design, estimator and interval did at one budget: averages over all draws of all folds, each the mean over its held-out models.</summary>
public sealed record BacktestRow
{
    /// <summary>Name with parameters.</summary>
    public required string Design { get; init; }

    /// <summary>Name with parameters.</summary>
    public required string Estimator { get; init; }

    /// <summary>Name; <c>default</c> where the stated rules chose, <c>none</c> where the design allows no interval.</summary>
    public required string Interval { get; init; }

    /// <summary>As asked for, such as <c>100</c> or <c>5%</c>.</summary>
    public required string Budget { get; init; }

    /// <summary>True for the negative control, whose history has its columns permuted.</summary>
    public bool IsControl { get; init; }

    /// <summary>Mean number of scored items, n.</summary>
    public required double Items { get; init; }

    /// <summary>Number of draws over all folds.</summary>
    public required int Draws { get; init; }

    /// <summary>Mean estimate minus full score.</summary>
    public required double Bias { get; init; }

    /// <summary>Mean absolute error, on the scale of the scores.</summary>
    public required double MeanAbsoluteError { get; init; }

    /// <summary>Root mean square error.</summary>
    public required double RootMeanSquareError { get; init; }

    /// <summary>Kendall's tau-b between estimates and full scores of the held-out models, averaged over draws; null with fewer than 2 models.</summary>
    public double? KendallTau { get; init; }

    /// <summary>Share of pairs of held-out models with different full scores whose estimates stand in the right order, equal ones counting half; null with fewer than 2 models.</summary>
    public double? OrderKept { get; init; }

    /// <summary>Share of intervals that hold the full score; null without intervals.</summary>
    public double? Coverage { get; init; }

    /// <summary>
    /// Monte Carlo standard error of <see cref="Coverage"/>, from the spread between draws, whose models share its luck; null without intervals or with one draw. Where all draws agree it is that of one more
    /// success and one more failure, not 0; 0 only where all items are scored.
    /// </summary>
    public double? CoverageError { get; init; }

    /// <summary>Coverage by the models' full scores, in fifths of [0, 1]; bands without models are left out.</summary>
    public IReadOnlyList<CoverageBand> CoverageByBand { get; init; } = [];

    /// <summary>Mean width of the intervals after clipping to [0, 1].</summary>
    public double? MeanWidth { get; init; }

    /// <summary>
    /// Size of a simple random sample without replacement whose mean has the same mean square error: 1 / (MSE / S^2 + 1/N), S^2 the variance of the held-out
    /// models' scores over the items. From 0 to N; above n where the method gains.
    /// </summary>
    public required double EffectiveItems { get; init; }

    /// <summary>Lower end of the 95 % range of <see cref="EffectiveItems"/> that the spread between draws leaves open, for these held-out models; null with one draw.</summary>
    public double? EffectiveItemsLower { get; init; }

    /// <summary>Upper end of that range.</summary>
    public double? EffectiveItemsUpper { get; init; }

    /// <summary>True where the history changed what was drawn or estimated in one of the draws that were tried without it (the first three of each piece).</summary>
    public bool UsesHistory { get; init; }

    /// <summary><see cref="EffectiveItems"/> over n.</summary>
    public double Efficiency => EffectiveItems / Items;

    /// <summary>Share of the full run's items that are not run.</summary>
    public required double ItemsSaved { get; init; }

    /// <summary>Share of the full run's predicted cost that is not spent; the same as <see cref="ItemsSaved"/> where all items cost the same.</summary>
    public required double CostSaved { get; init; }

    /// <summary>
    /// Number of new models after which running the history pays: the models of the fold's history x N items, over the <see cref="EffectiveItems"/> - n items that each new model is spared
    /// against simple random sampling of the same precision. Null where <see cref="EffectiveItemsLower"/> does not exceed n, so that chance may be all there is, and where no history is used.
    /// </summary>
    public double? BreakEvenModels { get; init; }

    /// <summary>
    /// Range of the coverage that the draws leave open: Wilson's interval at the number of independent trials that <see cref="CoverageError"/> is worth, with Student's t of <see cref="Draws"/> - 1 degrees of freedom.
    /// </summary>
    /// <param name="level">In (0, 1).</param>
    /// <returns>Null without intervals or with one draw.</returns>
    public (double Lower, double Upper)? CoverageBounds(double level = 0.95) =>
        Coverage is { } coverage && CoverageError is { } error ? MonteCarloBounds.Of(coverage, error, Draws, level) : null;
}
