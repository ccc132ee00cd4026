using SparseEval.Evaluation;

namespace SparseEval.Onnx;

/// <summary>Divides requests into batches of like kind and length, within a budget of tokens, padding included.</summary>
/// <param name="tokenBudget">Most tokens of a batch's first pass.</param>
/// <param name="maxBatch">Most items of a batch.</param>
/// <param name="equalLengths">Rows of a batch must be equally long, for models that do not hide padding.</param>
internal sealed class BatchPlanner(int tokenBudget, int maxBatch, bool equalLengths)
{
    /// <param name="requests">The requests in tokens.</param>
    /// <param name="cost">Predicted cost of one, to put the most expensive batch first.</param>
    public IReadOnlyList<EngineBatch> Plan(IReadOnlyList<EncodedRequest> requests, Func<EncodedRequest, double> cost)
    {
        // OrderBy is stable, so equal requests stay in the order given: the plan is a function of the requests alone.
        var batches = requests.GroupBy(r => (Failed: r.Error is not null, r.IsGeneration))
            .SelectMany(kind => Cut([.. kind.OrderByDescending(r => r.Shared.Length).ThenByDescending(r => r.LongestTail)]))
            .OrderByDescending(batch => batch.Sum(cost));
        return [.. batches.Select((batch, number) => new EngineBatch(number, [.. batch.Select(r => r.Request)]))];
    }

    private IEnumerable<List<EncodedRequest>> Cut(List<EncodedRequest> longestFirst)
    {
        var batch = new List<EncodedRequest>();
        foreach (var request in longestFirst)
        {
            if (batch.Count > 0 && !Fits(batch, request))
            {
                yield return batch;
                batch = [];
            }
            batch.Add(request);
        }
        if (batch.Count > 0) yield return batch;
    }

    private bool Fits(List<EncodedRequest> batch, EncodedRequest next) =>
        batch.Count < maxBatch
        && (long)(batch.Count + 1) * batch[0].Shared.Length <= tokenBudget
        && (!equalLengths || batch[0].Shared.Length == next.Shared.Length);
}
