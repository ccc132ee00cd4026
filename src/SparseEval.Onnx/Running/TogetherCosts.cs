using System.Runtime.InteropServices;
using System.Security.Cryptography;
using SparseEval.Evaluation;

namespace SparseEval.Onnx;

/// <summary>What requests cost in one run: each session computes a beginning for the first batch that needs it, whose first item pays.</summary>
internal static class TogetherCosts
{
    /// <param name="requests">In tokens.</param>
    /// <param name="plan">Their batches.</param>
    /// <param name="costs">Of the model.</param>
    /// <param name="sessions">Sessions among which batches are divided by their numbers.</param>
    public static IReadOnlyList<ComputeCost> Of(IReadOnlyList<EncodedRequest> requests, IReadOnlyList<EngineBatch> plan, CostCount costs, int sessions)
    {
        var places = new Dictionary<EngineRequest, int>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < requests.Count; i++) places[requests[i].Request] = i;
        var (found, paid) = (new ComputeCost[requests.Count], new HashSet<(int Session, string Beginning)>());
        foreach (var batch in plan)
        {
            var payer = -1;
            foreach (var place in batch.Requests.Select(request => places[request]))
            {
                found[place] = costs.Predicted(requests[place], batch.SharedTokens);
                if (payer < 0 && requests[place].Error is null) payer = place;
            }
            if (batch.SharedTokens > 0 && payer >= 0 && paid.Add((batch.Number % sessions, Name(requests[payer].Shared.AsSpan(0, batch.SharedTokens))))) found[payer] = CostCount.Paying(found[payer]);
        }
        return found;
    }

    private static string Name(ReadOnlySpan<int> tokens) => Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(tokens)));
}
