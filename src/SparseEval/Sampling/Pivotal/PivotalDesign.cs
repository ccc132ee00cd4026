namespace SparseEval;

/// <summary>A sample by the local pivotal method, well spread over history factors or item fields.</summary>
internal sealed class PivotalDesign(PivotalOptions options) : ISamplingDesign
{
    public static IReadOnlyDictionary<string, PivotalScheme> Schemes { get; } = new Dictionary<string, PivotalScheme>(StringComparer.Ordinal)
    {
        ["lpm2"] = PivotalScheme.Lpm2,
        ["lpm1"] = PivotalScheme.Lpm1,
    };

    public string Name { get; } = $"pivotal({(options.By is null ? "" : $"{options.By}, ")}{Schemes.Single(s => s.Value == options.Scheme).Key}{(options.UniformShare < 1 ? FormattableString.Invariant($", uniform {options.UniformShare}") : "")})";

    public ISamplingPass Begin(SamplingFrame frame, int budget, ulong seed)
    {
        OneShotPass.RequireBudget(frame, budget);
        var space = ItemSpace.Of(frame, options.By);
        var probabilities = options.UniformShare < 1
            ? UnequalDesign.Probabilities(frame, budget, new() { UniformShare = options.UniformShare, Spread = ItemSpread.Total, Estimand = options.Estimand })
            : Enumerable.Repeat(budget / (double)frame.Count, frame.Count).ToArray();
        var drawn = LocalPivot.Draw(probabilities, space.Points, options.Scheme, new SeededChance(seed, "pivotal"), space.Layout);
        return new OneShotPass(OneShotPass.Draw(this, frame, seed, drawn, probabilities) with { Variance = new NeighbourVariance(Array.ConvertAll(drawn, i => space.Points[i])) });
    }
}
