using System.Globalization;

namespace SparseEval.Evaluation;

/// <summary>1 where the right option is among the likeliest <paramref name="count"/>, else 0; of equal ones the first in the item's order comes first.</summary>
internal sealed class TopScorer(int count) : IScorer
{
    private static readonly IScorer Plain = Scorers.MultipleChoice();

    public string Name { get; } = string.Create(CultureInfo.InvariantCulture, $"top:{count}");

    public EngineRequest CreateRequest(Item item) => item.IsMultipleChoice && item.Options.Count <= count
        ? throw new SparseEvalException($"Item '{item.Id}' has {item.Options.Count} options, of which scorer '{Name}' takes {count}: every answer would be right. Score it with acc, or with fewer.")
        : Plain.CreateRequest(item);

    public double? Score(Item item, Completion completion)
    {
        if (Plain.Score(item, completion) is null) return null;
        var (logs, right) = (completion.LogLikelihoods!, item.AnswerIndex);
        var before = Enumerable.Range(0, logs.Count).Count(i => logs[i] > logs[right] || (logs[i] == logs[right] && i < right));
        return before < count ? 1 : 0;
    }
}
