using SparseEval.Evaluation;

namespace SparseEval.Onnx;

/// <summary>What requests cost: tokens that are computed for them, operations, and their share of a batch's time and energy.</summary>
/// <param name="flops">Operations of the model.</param>
/// <param name="draft">The smaller model that guesses ahead, or null.</param>
internal sealed class CostCount(FlopCount flops, DraftModel? draft)
{
    /// <summary>Of the longest answer that may come; nothing where the request cannot be run.</summary>
    /// <param name="item">The request.</param>
    /// <param name="before">Tokens at its beginning that are computed for others too.</param>
    public ComputeCost Predicted(EncodedRequest item, int before = 0) => item.Error is null ? Of(item, Most(item), before) : ComputeCost.Zero;

    /// <param name="item">The request.</param>
    /// <param name="answer">What came of it.</param>
    /// <param name="before">Tokens at its beginning that were not computed for it.</param>
    public ComputeCost Of(EncodedRequest item, Answer answer, int before = 0)
    {
        var (input, operations) = ((long)item.Shared.Length - before, flops.Of(before, item.Shared.Length - before));
        for (var i = 0; i < item.Continuations.Length; i++)
        {
            input += item.TailLength(i);
            operations += flops.Of(item.Shared.Length, item.TailLength(i));
        }
        return new ComputeCost { SharedTokens = before, SharedFlops = flops.Of(0, before), InputTokens = input, OutputTokens = answer.Generated, ForwardFlops = operations + (answer.GenerationFlops ?? flops.Of(item.Shared.Length, answer.Steps)) };
    }

    /// <summary>A request's cost where the beginning that it shares is computed for it.</summary>
    public static ComputeCost Paying(ComputeCost cost) => cost with
    {
        InputTokens = cost.InputTokens + cost.SharedTokens,
        ForwardFlops = cost.ForwardFlops + cost.SharedFlops,
        SharedTokens = 0,
        SharedFlops = 0,
    };

    /// <summary>Completions that share a batch's time and energy by their tokens.</summary>
    public static Completion[] Share(EncodedRequest[] items, Answer[] answers, ComputeCost[] costs, TimeSpan time, double? joules)
    {
        var tokens = costs.Sum(c => (double)(c.InputTokens + c.OutputTokens));
        return [.. items.Select((item, i) =>
        {
            var share = tokens > 0 ? (costs[i].InputTokens + costs[i].OutputTokens) / tokens : 0;
            var answer = answers[i];
            return new Completion
            {
                ItemId = item.Request.ItemId, LogLikelihoods = answer.LogLikelihoods, Text = answer.Text, IsTruncated = answer.IsTruncated, Error = answer.Error,
                Cost = costs[i] with { EngineTime = time * share, EnergyJoules = joules * share },
            };
        })];
    }

    /// <summary>The longest answer that may come; with a draft, one of which no guess is right.</summary>
    private Answer Most(EncodedRequest item)
    {
        var most = Answer.Most(item);
        if (draft is null || most.Generated == 0) return most;
        var (end, each) = (item.Shared.Length + most.Generated, draft.Tokens + 1);
        return most with { GenerationFlops = draft.Flops.Of(0, item.Shared.Length) + (most.Steps * (flops.Of(end, each) + draft.Flops.Of(end, each))) };
    }
}
