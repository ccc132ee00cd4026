namespace SparseEval;

/// <summary>
/// Draws without replacement, in batches: after each batch a logistic factor model of the history predicts all scores from those seen, and the next items are drawn with probabilities in
/// proportion to sqrt(p (1 - p)), mixed with equal ones.
/// </summary>
/// <remarks>
/// After FAQ (arXiv 2601.20251), without replacement: the estimator <see cref="ActiveEstimator"/> needs the probability of each draw given what came before, which the sample carries. The
/// share of equal probabilities grows to 1 as the predictions stop telling (robust sampling, arXiv 2511.08991).
/// </remarks>
internal sealed class ActiveDesign(double? uniformShare, int batches, IHistoryModel? model) : ISamplingDesign
{
    public const int LeastModels = 8;

    public string Name => FormattableString.Invariant($"active({batches} batches{(model is null ? "" : $", {model.Name}")}{(uniformShare is { } u ? FormattableString.Invariant($", uniform {u:0.##}") : "")})");

    public ISamplingPass Begin(SamplingFrame frame, int budget, ulong seed)
    {
        OneShotPass.RequireBudget(frame, budget);
        if (frame.History is not { } history || history.Models.Count < LeastModels)
            throw new SparseEvalException($"The design 'active' predicts scores from past models and needs a history of at least {LeastModels}; the frame has {frame.History?.Models.Count ?? 0}. " +
                "Give a history (--history), or use the design 'simple-random'.");
        return new ActivePass(this, ActiveGuide.Of(history, model, budget), frame, budget, seed) { UniformShare = uniformShare, BatchSize = Math.Max(1, (budget + batches - 1) / batches) };
    }
}
