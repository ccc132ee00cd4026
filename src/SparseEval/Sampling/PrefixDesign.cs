namespace SparseEval;

/// <summary>The first n items of the file: what many tools do by default, kept as a labelled baseline. Not random, so no interval holds.</summary>
internal sealed class PrefixDesign : ISamplingDesign
{
    public string Name => "prefix";

    public bool IsNested => true;

    public ISamplingPass Begin(SamplingFrame frame, int budget, ulong seed)
    {
        OneShotPass.RequireBudget(frame, budget);
        return new OneShotPass(new()
        {
            Frame = frame,
            Design = Name,
            Seed = seed,
            HasKnownProbabilities = false,
            Strata = [new("all", frame.Count, budget)],
            Items = [.. Enumerable.Range(0, budget).Select(i => new SampledItem(i, 0, 1))],
        });
    }
}
