namespace SparseEval;

/// <summary>Design, estimator and interval that suit a history and a budget, chosen by trying them on past models left out in turn.</summary>
/// <param name="Design">How to draw.</param>
/// <param name="Estimator">What to make of the scores.</param>
/// <param name="Interval">Which interval to give, or null for the default rule.</param>
/// <param name="Reason">Why, in one sentence.</param>
public sealed record AutoMethod(ISamplingDesign Design, IEstimator Estimator, IIntervalMethod? Interval, string Reason)
{
    /// <summary>How its intervals turned out on past models left out; null where none were tried.</summary>
    public AutoTried? Tried { get; init; }

    private const int LeastModels = 8;
    private const int BandModels = 100;

    /// <summary>Chooses for the full benchmark's score, from the history alone; the same inputs give the same choice at any number of threads.</summary>
    /// <param name="frame">What is known before the run.</param>
    /// <param name="budget">Number of items, 1 to N.</param>
    /// <param name="options">Null for an interval at 95 %.</param>
    /// <exception cref="SparseEvalException">The budget does not fit the benchmark.</exception>
    public static AutoMethod Choose(SamplingFrame frame, int budget, AutoOptions? options = null)
    {
        var chosen = Decide(frame, budget, options ?? new());
        return chosen with { Estimator = new ExplainedEstimator(chosen.Estimator, chosen.Reason) };
    }

    private static AutoMethod Decide(SamplingFrame frame, int budget, AutoOptions options)
    {
        if (!(options.Confidence is > 0 and < 1) || options.TrialDraws is < 1 or > 1000)
            throw new SparseEvalException($"Confidence {options.Confidence} with {options.TrialDraws} trial draws was asked for; give a confidence in (0, 1) and 1 to 1,000 draws.");
        if (budget < 1 || budget > frame.Count)
            throw new SparseEvalException($"A budget of {budget} items does not fit benchmark '{frame.Benchmark.Name}' of {frame.Count} items. Give 1 to {frame.Count}.");
        var models = frame.History?.Models.Count ?? 0;
        if (models < LeastModels)
            return AutoCandidates.Plain(options.Estimand) with
            {
                Estimator = models == 0 ? Estimators.Mean() : Estimators.Regression(),
                Reason = $"{(models == 0 ? "no past model is" : $"{models} past models are")} known, too few to try methods on, so items are drawn at random.",
            };
        return options.Aim switch
        {
            AutoAim.Point when models >= StackedEstimator.LeastModels && HistoryFolds.Suffices(frame.History!) => new(AutoCandidates.Best(options.Estimand), Estimators.Stacked(), null,
                $"{models} past models are known: of {AutoCandidates.Samples} samples the one from which they are estimated best is taken, with a mixture of estimates trained on them."),
            AutoAim.Band when models >= BandModels && HistoryFolds.Suffices(frame.History!) => new(AutoCandidates.Telling(options.Estimand), Estimators.Stacked(), null,
                $"{models} past models are enough to calibrate a band on; a model unlike them falls back to regression with an interval of the design."),
            _ => AutoTrials.Narrowest(frame, budget, options),
        };
    }
}
