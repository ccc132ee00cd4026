namespace SparseEval.Evaluation;

/// <summary>Takes the score that the engine gives by itself.</summary>
internal sealed class GivenScorer(GeneratedTextOptions options) : IScorer
{
    public string Name { get; } = "given" + GeneratedTextScorer.Parameters(options, GeneratedTextOptions.Reasoning);

    public EngineRequest CreateRequest(Item item) =>
        new GenerationRequest { ItemId = item.Id, Context = item.Prompt, MaxTokens = options.MaxTokens, Stop = options.Stop, Sampling = options.Sampling };

    public double? Score(Item item, Completion completion)
    {
        if (completion.Error is not null) return null;
        return completion.Score is { } score ? score is >= 0 and <= 1 ? score : throw new SparseEvalException($"Item '{item.Id}' got score {score} from the engine; scores lie in [0, 1].")
            : throw new SparseEvalException($"Item '{item.Id}' was answered without a score, and scorer 'given', the default with a command, takes the score that a command or a judge gives. Print a 'score' with each answer, or say how its text is scored, such as --scorer exact_match.");
    }
}
