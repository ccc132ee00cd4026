namespace SparseEval.Onnx;

/// <summary>
/// Runs a batch, and halves it where the runtime fails: for want of memory a half may do; for anything else the item at fault is found, whose answer
/// alone is then an error.
/// </summary>
internal static class Halving
{
    public static Answer[] Run(IReadOnlyList<EncodedRequest> items, Func<IReadOnlyList<EncodedRequest>, Answer[]> run)
    {
        try
        {
            return run(items);
        }
        catch (OrtException problem)
        {
            if (items.Count == 1)
                return [Answer.Failed(items[0], problem.IsOutOfMemory ? $"the provider runs out of memory on it alone: {problem.Message}" : $"the runtime fails on it alone: {problem.Message}") with { Fault = problem }];
        }
        var half = (items.Count + 1) / 2;
        return [.. Run([.. items.Take(half)], run), .. Run([.. items.Skip(half)], run)];
    }
}
