namespace SparseEval.Evaluation;

/// <summary>Says what to ask about an item and turns the answer into a score. Members stand in <see cref="Scorers"/>.</summary>
public interface IScorer
{
    /// <summary>Name as it stands in records: <c>acc</c>, <c>acc_norm</c>, <c>exact_match</c>.</summary>
    string Name { get; }

    /// <summary>What to ask the engine about this item.</summary>
    /// <exception cref="SparseEvalException">The item is not of a kind that this scorer can score.</exception>
    EngineRequest CreateRequest(Item item);

    /// <summary>A score in [0, 1], or null where the completion carries an error: missing is never 0.</summary>
    double? Score(Item item, Completion completion);
}
