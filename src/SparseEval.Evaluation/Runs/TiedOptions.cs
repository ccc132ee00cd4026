namespace SparseEval.Evaluation;

/// <summary>Refuses runs whose options mostly tie: one tie is an answer, since a server may count in 16 bits, but an engine that says one number for every option scores the first.</summary>
internal static class TiedOptions
{
    private const int Fewest = 3;

    /// <exception cref="EngineException">Of at least three items, more than half have options that are all alike.</exception>
    public static void Require(IReadOnlyList<FinishedItem> entries)
    {
        var (tied, told) = (entries.Count(entry => entry.Tied == true), entries.Count(entry => entry.Tied == false));
        if (tied < Fewest || tied <= told) return;
        throw new EngineException($"Of {tied + told} items with options, {tied} got the same log-likelihood for each of theirs, the first of them '{entries.First(entry => entry.Tied == true).ItemId}', "
            + "so that the first option would be the answer whatever the question. Use an engine that tells options apart, or a scorer that reads generated text.")
        { LacksCapability = true };
    }
}
