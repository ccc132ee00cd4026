namespace SparseEval;

/// <summary>Every k-th item along an order, from a random start: equal probabilities n / N, implicit stratification by whatever orders the items.</summary>
/// <remarks>Madow (1949) with fractional intervals; Sarndal, Swensson and Wretman (1992), 3.4. Variance by <see cref="SuccessiveDifferenceVariance"/>.</remarks>
internal sealed class SystematicDesign(string? by) : ISamplingDesign
{
    public string Name => by is null ? "systematic" : $"systematic({by})";

    public ISamplingPass Begin(SamplingFrame frame, int budget, ulong seed)
    {
        OneShotPass.RequireBudget(frame, budget);
        var order = ItemOrder.Of(frame, by ?? (frame.History is null ? ItemOrder.File : ItemOrder.Difficulty), seed);
        var probabilities = Enumerable.Repeat(budget / (double)frame.Count, frame.Count).ToArray();
        var drawn = SystematicSelection.Draw(order, probabilities, budget, PermanentRandomNumber.Of(seed, "systematic start"));
        return new OneShotPass(OneShotPass.Draw(this, frame, seed, drawn, probabilities) with { Variance = SuccessiveDifferenceVariance.Along(order, drawn) });
    }
}
