namespace SparseEval.Evaluation;

/// <summary>Chooses the scorer by the item's kind.</summary>
internal sealed class AutoScorer(IScorer multipleChoice, IScorer freeAnswer) : IScorer
{
    public string Name { get; } = (multipleChoice.Name, freeAnswer.Name) == ("acc", "exact_match")
        ? "auto"
        : $"auto({multipleChoice.Name}, {freeAnswer.Name})";

    public EngineRequest CreateRequest(Item item) => For(item).CreateRequest(item);

    public double? Score(Item item, Completion completion) => For(item).Score(item, completion);

    private IScorer For(Item item) => item.IsMultipleChoice ? multipleChoice : freeAnswer;
}
