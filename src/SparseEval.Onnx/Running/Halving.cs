namespace SparseEval.Onnx;

/// <summary>
/// Runs a batch, and halves it where the runtime fails: for want of memory a half may do; for anything else the item at fault is found, whose answer
/// alone is then an error.
/// </summary>
internal static class Halving
{
    /// <param name="items">The batch.</param>
    /// <param name="run">Runs some of them.</param>
    /// <param name="free">Lets go of memory that is kept for later batches, and says whether there was any.</param>
    public static Answer[] Run(IReadOnlyList<EncodedRequest> items, Func<IReadOnlyList<EncodedRequest>, Answer[]> run, Func<bool> free)
    {
        try
        {
            return RunFreed(items, run, free);
        }
        catch (OrtException problem)
        {
            if (items.Count == 1)
                return [Answer.Failed(items[0], problem.IsOutOfMemory ? $"the provider runs out of memory on it alone: {problem.Message}" : $"the runtime fails on it alone: {problem.Message}") with { Fault = problem }];
        }
        var half = (items.Count + 1) / 2;
        return [.. Run([.. items.Take(half)], run, free), .. Run([.. items.Skip(half)], run, free)];
    }

    /// <summary>Once more where memory runs out and some that is kept for later can be let go.</summary>
    private static Answer[] RunFreed(IReadOnlyList<EncodedRequest> items, Func<IReadOnlyList<EncodedRequest>, Answer[]> run, Func<bool> free)
    {
        try
        {
            return run(items);
        }
        catch (OrtException problem) when (problem.IsOutOfMemory && free())
        {
            return run(items);
        }
    }
}
