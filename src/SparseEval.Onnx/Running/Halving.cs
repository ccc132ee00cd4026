namespace SparseEval.Onnx;

/// <summary>Runs a batch, and halves it where the provider runs out of memory, down to one item, whose answer is then an error.</summary>
internal static class Halving
{
    public static Answer[] Run(IReadOnlyList<EncodedRequest> items, Func<IReadOnlyList<EncodedRequest>, Answer[]> run)
    {
        try
        {
            return run(items);
        }
        catch (OrtException problem) when (problem.IsOutOfMemory)
        {
            if (items.Count == 1) return [Answer.Failed(items[0], $"the provider runs out of memory on it alone: {problem.Message}")];
        }
        var half = (items.Count + 1) / 2;
        return [.. Run([.. items.Take(half)], run), .. Run([.. items.Skip(half)], run)];
    }
}
