using System.Runtime.CompilerServices;

namespace SparseEval;

/// <summary>Computerised adaptive testing: the items that tell most about the ability that the scores so far suggest. Not random in a known way, so no interval of the draw holds.</summary>
internal sealed class AdaptiveDesign(AdaptiveOptions options) : ISamplingDesign
{
    private static readonly ConditionalWeakTable<ResponseMatrix, FittedHistoryModel> Known = [];

    public string Name { get; } = options.AbilityError is { } error ? FormattableString.Invariant($"adaptive(ability error {error:0.###})") : "adaptive";

    public bool IsNested => true;

    public ISamplingPass Begin(SamplingFrame frame, int budget, ulong seed)
    {
        OneShotPass.RequireBudget(frame, budget);
        var history = frame.History ?? throw new SparseEvalException(
            "The design 'adaptive' needs past models' scores and the frame has none. Give a history (--history), or use 'simple-random'.");
        return new AdaptivePass(Known.GetValue(history, HistoryModels.TwoParameter().Fit), options, new()
        {
            Frame = frame,
            Design = Name,
            Seed = seed,
            HasKnownProbabilities = false,
            ChosenByScores = true,
            Strata = [new("all", frame.Count, 0)],
            Items = [],
        }, budget);
    }
}
