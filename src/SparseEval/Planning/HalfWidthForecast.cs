namespace SparseEval;

/// <summary>How wide the interval will be, said before anything is spent.</summary>
/// <remarks>
/// With a history of at least two models, up to 20 of them, evenly spread from the weakest to the strongest, stand in for the new model in turn, with up to
/// 64 of the others as history: the same items are drawn, their known scores taken, the interval computed. A model unlike all past ones can come out wider.
/// Without a history the forecast is the worst case, t sqrt(0.25 / E) with E the effective size of the design for equally hard items.
/// </remarks>
public sealed record HalfWidthForecast
{
    private const int MostTargets = 20;
    private const int MostOthers = 64;

    /// <summary>Number of items that the run would draw.</summary>
    public required int Budget { get; init; }

    /// <summary>Median half-width over past models, or the worst case.</summary>
    public required double Median { get; init; }

    /// <summary>Half-width that 90 % of past models stay below, or the worst case.</summary>
    public required double Percentile90 { get; init; }

    /// <summary>Number of past models behind the forecast; 0 for the worst case.</summary>
    public required int Models { get; init; }

    /// <summary>What the forecast rests on, as one phrase.</summary>
    public required string Basis { get; init; }

    /// <summary>Forecasts the half-width at a budget.</summary>
    /// <exception cref="SparseEvalException">The design has no known probabilities, or the budget does not fit it.</exception>
    public static HalfWidthForecast Of(ForecastPlan plan, int budget)
    {
        var widths = plan.Frame.History is { Models.Count: > 1 } history ? FromHistory(plan, history, budget) : [];
        if (widths.Length == 0)
        {
            var worst = WorstCase(plan, budget);
            return new() { Budget = budget, Median = worst, Percentile90 = worst, Models = 0, Basis = "worst case (every item as likely right as wrong, no help from past models)" };
        }
        Array.Sort(widths);
        return new()
        {
            Budget = budget,
            Median = Quantile(widths, 0.5),
            Percentile90 = Quantile(widths, 0.9),
            Models = widths.Length,
            Basis = $"{widths.Length} past models taken as the target in turn",
        };
    }

    private static double[] FromHistory(ForecastPlan plan, ResponseMatrix history, int budget)
    {
        var scores = new double[history.ItemIds.Count];
        var order = Enumerable.Range(0, history.Models.Count).OrderBy(MeanScore).ToArray();
        var targets = Spread(order, MostTargets);
        var widths = new double?[targets.Length];
        try
        {
            Parallel.For(0, targets.Length, k => widths[k] = WidthFor(plan, history, budget, targets[k], Spread([.. order.Where(m => m != targets[k])], MostOthers)));
        }
        catch (AggregateException e) when (e.InnerExceptions[0] is SparseEvalException refused)
        {
            throw new SparseEvalException(refused.Message, refused);
        }
        return [.. widths.OfType<double>()];

        double MeanScore(int model)
        {
            history.CopyModel(model, scores);
            return scores.Where(double.IsFinite).DefaultIfEmpty(0).Average();
        }
    }

    private static double? WidthFor(ForecastPlan plan, ResponseMatrix history, int budget, int target, int[] others)
    {
        var frame = new SamplingFrame(plan.Frame.Benchmark, history.SelectModels(others), plan.Frame.PredictedCost);
        var scored = Run(plan.Design, frame, budget, plan.Seed, i => history[target, i]);
        // A past model with gaps may leave a stratum without scores; it says nothing about the width then.
        if (scored.Sample.Strata.Index().Any(s => !scored.Sample.Items.Index().Any(i => i.Item.Stratum == s.Index && scored.Scores[i.Index].HasValue))) return null;
        var estimate = plan.Estimator.Estimate(scored, plan.Options with { Singletons = SingletonStratum.Combine });
        return estimate.Interval?.HalfWidth ?? throw NoInterval(plan);
    }

    private static double WorstCase(ForecastPlan plan, int budget)
    {
        var scored = Run(plan.Design, plan.Frame, budget, plan.Seed, _ => 0.5);
        if (!scored.Sample.HasKnownProbabilities && budget < plan.Frame.Count) throw NoInterval(plan);
        var scores = new DesignedScores(scored, plan.Options with { Singletons = SingletonStratum.Combine });
        if (scores.IsCensus && plan.Options.Target == InferenceTarget.FullBenchmark) return 0;
        var units = new VarianceUnits(scores, []);
        var freedom = units.Variance(units.Influence(scores.Scores)).DegreesOfFreedom;
        return Math.Min(0.5, WaldTInterval.Quantile(plan.Options.Confidence, freedom) * Math.Sqrt(0.25 / units.EffectiveSize));
    }

    private static ScoredSample Run(ISamplingDesign design, SamplingFrame frame, int budget, ulong seed, Func<int, double?> score)
    {
        var pass = design.Begin(frame, budget, seed);
        var soFar = new Dictionary<int, double?>();
        while (pass.TryNext(soFar, out var items))
            foreach (var i in items) soFar[i] = score(i);
        return new(pass.Sample, [.. pass.Sample.Items.Select(i => soFar[i.Index])]);
    }

    private static int[] Spread(int[] ordered, int most) => ordered.Length <= most ? ordered
        : [.. Enumerable.Range(0, most).Select(k => ordered[(int)((k + 0.5) * ordered.Length / most)])];

    private static double Quantile(double[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(share * sorted.Length) - 1)];

    private static SparseEvalException NoInterval(ForecastPlan plan) =>
        new($"The design '{plan.Design.Name}' gives no interval, so its half-width cannot be forecast. Use 'stratified' or 'simple-random'.");
}
