namespace SparseEval;

/// <summary>
/// Draws many samples by another design and keeps the one from which past models' full scores are estimated best: first by two closed forms of leave-one-model-out error,
/// then the best few by a stack trained on them. Its probabilities are no longer the inner design's, so no design-based interval follows.
/// </summary>
/// <remarks>Rerandomization (Morgan and Rubin 2012), rejective sampling (Fuller 2009). The history alone decides; the new model's scores play no part.</remarks>
internal sealed class RerandomizedDesign(ISamplingDesign inner, int candidates, Estimand estimand) : ISamplingDesign
{
    private const int Finalists = 6;

    public string Name => $"rerandomized({inner.Name}, {candidates})";

    public ISamplingPass Begin(SamplingFrame frame, int budget, ulong seed)
    {
        OneShotPass.RequireBudget(frame, budget);
        if (frame.History is not { } history || history.Models.Count < StackedEstimator.LeastModels)
            throw new SparseEvalException($"The design 'rerandomized' chooses by past models' scores and needs a history of at least {StackedEstimator.LeastModels} models; " +
                $"the frame has {frame.History?.Models.Count ?? 0}. Give a history (--history), or use the design '{inner.Name}'.");
        return new OneShotPass(Choose(frame, budget, seed) with { Design = Name, Seed = seed, HasKnownProbabilities = false, ChosenByScores = true });
    }

    private Sample Choose(SamplingFrame frame, int budget, ulong seed)
    {
        var drawn = new (Sample Sample, DesignedScores? Scores, double Error)[candidates];
        // The first alone, so that a refusal of the inner design comes as it is.
        drawn[0] = Quick(OneShotPass.SampleOf(inner, frame, budget, seed));
        Parallel.For(1, candidates, c => drawn[c] = Quick(OneShotPass.SampleOf(inner, frame, budget, seed + (ulong)c * 0x9E3779B97F4A7C15)));
        var finalists = drawn.Where(d => d.Scores is not null).OrderBy(d => d.Error).Take(Finalists).ToArray();
        if (finalists.Length == 0) return drawn[0].Sample;
        if (finalists.Length == 1 || budget == frame.Count) return finalists[0].Sample;
        var errors = new double[finalists.Length];
        Parallel.For(0, errors.Length, f =>
        {
            var training = StackedEstimator.Train(finalists[f].Scores!);
            errors[f] = training.PreciseError * training.RobustError;
        });
        return finalists[Array.IndexOf(errors, errors.Min())].Sample;
    }

    /// <summary>No scores where the sample says nothing about some category, or holds no item with a weight.</summary>
    private (Sample, DesignedScores?, double) Quick(Sample sample)
    {
        DesignedScores scores;
        try
        {
            scores = new(sample, [.. sample.Items.Select(_ => (double?)0)], new() { Estimand = estimand });
        }
        catch (SparseEvalException) when (!estimand.IsItemWeighted)
        {
            return (sample, null, double.PositiveInfinity);
        }
        var sources = StackedEstimator.Sources(scores);
        return (sample, scores, new CalibratedWeights(sources).LeaveOneOutErrors().Min() * new ScoreLearner(sources).LeaveOneOutErrors().Min());
    }
}
