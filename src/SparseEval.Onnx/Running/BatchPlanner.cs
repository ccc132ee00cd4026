using SparseEval.Evaluation;

namespace SparseEval.Onnx;

/// <summary>Divides requests into batches of like kind, common beginning and length, within a budget of tokens, padding included.</summary>
/// <param name="options">The budget and the most rows of a pass.</param>
/// <param name="rows">What rows may share a pass.</param>
internal sealed class BatchPlanner(OnnxEngineOptions options, RowRules rows)
{
    /// <summary>Texts end at different times: a batch of them holds several times the rows of a pass, so that those who wait take the place of those that ended.</summary>
    private const int GenerationsPerRow = 8;

    /// <param name="requests">The requests in tokens.</param>
    /// <param name="cost">Predicted cost of one, to put the most expensive batch first.</param>
    public IReadOnlyList<EngineBatch> Plan(IReadOnlyList<EncodedRequest> requests, Func<EncodedRequest, double> cost)
    {
        // OrderBy is stable, so equal requests stay in the order given: the plan is a function of the requests alone.
        var batches = requests.GroupBy(r => (Failed: r.Error is not null, r.IsGeneration))
            .SelectMany(kind => kind.Key.Failed || !rows.ContinuesRows ? [new PrefixGroup(0, [.. kind])] : PrefixGroups.Of([.. kind]))
            .SelectMany(group => Cut([.. group.Members.OrderByDescending(r => r.Shared.Length).ThenByDescending(r => r.LongestTail)], group.Tokens).Select(batch => (group.Tokens, Members: batch)))
            .OrderByDescending(batch => batch.Members.Sum(cost));
        return [.. batches.Select((batch, number) => new EngineBatch(number, [.. batch.Members.Select(r => r.Request)]) { SharedTokens = batch.Tokens })];
    }

    private IEnumerable<List<EncodedRequest>> Cut(List<EncodedRequest> longestFirst, int shared)
    {
        var batch = new List<EncodedRequest>();
        foreach (var request in longestFirst)
        {
            if (batch.Count > 0 && !Fits(batch, request, shared))
            {
                yield return batch;
                batch = [];
            }
            batch.Add(request);
        }
        if (batch.Count > 0) yield return batch;
    }

    private bool Fits(List<EncodedRequest> batch, EncodedRequest next, int shared) =>
        (rows.PadsRows || batch[0].Shared.Length == next.Shared.Length)
        && (next.IsGeneration
            ? batch.Count < options.MaxBatch * GenerationsPerRow
            : batch.Count < options.MaxBatch && (long)(batch.Count + 1) * (batch[0].Shared.Length - shared) <= options.TokenBudget);
}

/// <summary>What rows of a model may share a pass.</summary>
/// <param name="PadsRows">Rows of different lengths.</param>
/// <param name="ContinuesRows">Several rows of several tokens after a past.</param>
internal readonly record struct RowRules(bool PadsRows, bool ContinuesRows);
