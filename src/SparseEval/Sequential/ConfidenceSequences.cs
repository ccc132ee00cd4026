namespace SparseEval;

/// <summary>The catalog of confidence sequences.</summary>
public static class ConfidenceSequences
{
    /// <summary>Every member by the name that the command line takes.</summary>
    public static IReadOnlyDictionary<string, Func<IConfidenceSequence>> All { get; } = new Dictionary<string, Func<IConfidenceSequence>>(StringComparer.Ordinal)
    {
        ["betting"] = () => Betting(),
        ["betting-predictions"] = () => BettingWithPredictions(),
        ["empirical-bernstein"] = EmpiricalBernstein,
        ["group-sequential"] = () => GroupSequential(),
    };

    /// <summary>Betting without replacement; holds for any scores in [0, 1].</summary>
    /// <param name="options">Stakes; null for the defaults.</param>
    public static IConfidenceSequence Betting(BettingOptions? options = null) => new BettingSequence(options ?? new());

    /// <summary>The same on errors of predictions learned from past models and the scores so far; as exact, and shorter where past models predict. Needs a history.</summary>
    /// <param name="options">Stakes; null for the defaults.</param>
    public static IConfidenceSequence BettingWithPredictions(BettingOptions? options = null) => new PredictedBettingSequence(options ?? new());

    /// <summary>A closed form, fast for any number of items; wider than <see cref="Betting"/>.</summary>
    public static IConfidenceSequence EmpiricalBernstein() => new EmpiricalBernsteinSequence();

    /// <summary>Repeated intervals of the regression estimate at looks of growing size: much shorter than betting, valid for large samples. Uses a history where there is one.</summary>
    /// <param name="options">Looks and spending; null for the defaults.</param>
    public static IConfidenceSequence GroupSequential(GroupSequentialOptions? options = null) => new GroupSequentialSequence(options ?? new());

    /// <summary>The sequence with this name.</summary>
    /// <exception cref="SparseEvalException">There is none; the message lists all.</exception>
    public static IConfidenceSequence Parse(string name) => All.TryGetValue(name, out var factory) ? factory()
        : throw new SparseEvalException($"There is no confidence sequence '{name}'. Use one of: {string.Join(", ", All.Keys)}.");
}
