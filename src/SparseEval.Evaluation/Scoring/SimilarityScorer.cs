namespace SparseEval.Evaluation;

/// <summary>Cosine of the embeddings of prompt and answer, from [-1, 1] to [0, 1]: (1 + cos) / 2.</summary>
internal sealed class SimilarityScorer : IScorer
{
    public string Name => "similarity";

    public EngineRequest CreateRequest(Item item) => item.IsMultipleChoice
        ? throw new SparseEvalException($"Item '{item.Id}' has options, and scorer 'similarity' compares prompt and answer. Score it with acc: the nearest option.")
        : item.Answer.Length == 0 ? throw new SparseEvalException($"Item '{item.Id}' has an empty answer, and scorer 'similarity' compares prompt and answer.")
        : new LogLikelihoodRequest { ItemId = item.Id, Context = item.Prompt, Continuations = [item.Answer] };

    public double? Score(Item item, Completion completion)
    {
        if (completion.Error is not null) return null;
        if (completion.Similarities is not { Count: 1 } found)
            throw new SparseEvalException($"Item '{item.Id}' was answered without a similarity, and scorer 'similarity' needs a model of embeddings. Use --graph with --graph-post embedding.");
        // Rounding may leave a cosine a little outside.
        return Math.Abs(found[0]) <= 1 + 1e-5 ? Math.Clamp((1 + found[0]) / 2, 0, 1) : throw new SparseEvalException($"Item '{item.Id}' got the similarity {found[0]}; a cosine lies between -1 and 1.");
    }
}
