namespace SparseEval;

/// <summary>A sample by the cube method that reproduces the totals of what is known about all items.</summary>
internal sealed class BalancedDesign(BalancedOptions options) : ISamplingDesign
{
    public string Name { get; } = Describe(options);

    public ISamplingPass Begin(SamplingFrame frame, int budget, ulong seed)
    {
        OneShotPass.RequireBudget(frame, budget);
        var probabilities = options.Unequal is { } unequal ? UnequalDesign.Probabilities(frame, budget, unequal)
            : Enumerable.Repeat(budget / (double)frame.Count, frame.Count).ToArray();
        var variables = BalancingVariables.Of(frame, probabilities, budget, options.By);
        var numbers = frame.Benchmark.Items.Select(item => PermanentRandomNumber.Of(seed, item.Id)).ToArray();
        int[] order = [.. Enumerable.Range(0, frame.Count).OrderBy(i => numbers[i])];
        var (current, chance) = ((double[])probabilities.Clone(), new SeededChance(seed, "cube"));
        var open = Cube.Fly(current, probabilities, variables, order, chance);
        var landing = Landing.Of(current, open, probabilities, variables, seed);
        Cube.Land(current, open, probabilities, variables, chance);
        var drawn = Cube.Drawn(current);
        var rows = Array.ConvertAll(drawn, i => Array.ConvertAll(variables, x => x[i]));
        return new OneShotPass(OneShotPass.Draw(this, frame, seed, drawn, probabilities) with { Variance = new ResidualVariance(rows, landing) });
    }

    private static string Describe(BalancedOptions options)
    {
        var parameters = new List<string>();
        if (options.By is not null) parameters.Add(options.By);
        if (options.Unequal is { } unequal) parameters.Add(FormattableString.Invariant($"unequal, uniform {unequal.UniformShare}"));
        return parameters.Count == 0 ? "balanced" : $"balanced({string.Join(", ", parameters)})";
    }
}
