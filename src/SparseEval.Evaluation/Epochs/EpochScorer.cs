namespace SparseEval.Evaluation;

/// <summary>Asks for several epochs of what can be answered in more than one way; an item's score is the mean over them.</summary>
/// <param name="scorer">Of one epoch.</param>
/// <param name="epochs">At least 2.</param>
/// <param name="varies">True where the engine may answer equal requests differently.</param>
internal sealed class EpochScorer(IScorer scorer, int epochs, bool varies) : IScorer
{
    public string Name => scorer.Name;

    public EngineRequest CreateRequest(Item item) => scorer.CreateRequest(item) is GenerationRequest asked && (varies || asked.Sampling is { Temperature: > 0 })
        ? asked with { Epochs = epochs }
        : scorer.CreateRequest(item);

    public double? Score(Item item, Completion completion) => completion.Error is null ? Mean(Scores(item, completion)) : null;

    /// <summary>Score of each epoch; what is answered in one way alone has the same in each.</summary>
    public double?[] Scores(Item item, Completion completion) => completion.Epochs is { } answers
        ? [.. answers.Select(answer => scorer.Score(item, answer))]
        : [.. Enumerable.Repeat(scorer.Score(item, completion), epochs)];

    /// <summary>Null where an epoch has none: what is missing may differ from what is there.</summary>
    private static double? Mean(double?[] scores) => scores.Contains(null) ? null : scores.Average();
}
