namespace SparseEval.Evaluation;

/// <summary>Takes the score that the engine gives by itself.</summary>
internal sealed class GivenScorer : IScorer
{
    public string Name => "given";

    public EngineRequest CreateRequest(Item item) => new GenerationRequest { ItemId = item.Id, Context = item.Prompt, MaxTokens = GeneratedTextOptions.Reasoning.MaxTokens };

    public double? Score(Item item, Completion completion)
    {
        if (completion.Error is not null) return null;
        return completion.Score is { } score ? score is >= 0 and <= 1 ? score : throw new SparseEvalException($"Item '{item.Id}' got score {score} from the engine; scores lie in [0, 1].")
            : throw new SparseEvalException($"Item '{item.Id}' was answered without a score, and scorer 'given' needs an engine that scores. Use a command or a judge, or another scorer.");
    }
}
