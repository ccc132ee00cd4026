namespace SparseEval.Evaluation;

/// <summary>One item on a server: its answer or its error, each with what it cost and how long its requests were open.</summary>
internal static class ServedItem
{
    /// <param name="request">The item's.</param>
    /// <param name="ask">Its answer with the tokens that it took.</param>
    /// <param name="failed">Cost of tokens that were spent without an answer.</param>
    public static async Task<Completion> CompleteAsync(EngineRequest request, Func<Completion, Task<Completion>> ask, Func<TokenUsage, ComputeCost> failed)
    {
        var open = OpenTime.Begin();
        var answer = new Completion { ItemId = request.ItemId, Cost = ComputeCost.Zero };
        try
        {
            answer = await ask(answer).ConfigureAwait(false);
        }
        catch (ServerFaultException fault)
        {
            answer = answer with { Error = $"{char.ToUpperInvariant(fault.Message[0])}{fault.Message[1..]}", Cost = failed(fault.Spent) };
        }
        return answer with { Cost = answer.Cost with { EngineTime = open.Elapsed } };
    }
}
