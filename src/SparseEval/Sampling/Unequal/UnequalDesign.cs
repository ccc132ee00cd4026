namespace SparseEval;

/// <summary>Fixed-size sampling with probabilities that follow how much each item's score is expected to vary, its weight and its cost.</summary>
internal sealed class UnequalDesign(UnequalOptions options) : ISamplingDesign
{
    /// <summary>Beyond this many drawn items Deville's approximation stands in for the pairs: it is then exact to a share of 1/n.</summary>
    private const int MostPaired = 2000;

    private const double Negligible = 1e-6;

    public static IReadOnlyDictionary<string, UnequalScheme> Schemes { get; } = new Dictionary<string, UnequalScheme>(StringComparer.Ordinal)
    {
        ["conditional-poisson"] = UnequalScheme.ConditionalPoisson,
        ["sampford"] = UnequalScheme.Sampford,
        ["systematic"] = UnequalScheme.Systematic,
    };

    public string Name { get; } = FormattableString.Invariant($"unequal({Schemes.Single(s => s.Value == options.Scheme).Key}, {(options.Spread == ItemSpread.Residual ? "residual" : "total")} spread, uniform {options.UniformShare})");

    public ISamplingPass Begin(SamplingFrame frame, int budget, ulong seed)
    {
        OneShotPass.RequireBudget(frame, budget);
        var probabilities = Probabilities(frame, budget, options);
        return new OneShotPass(options.Scheme == UnequalScheme.Systematic ? Systematic(frame, budget, seed, probabilities) : Rejective(frame, seed, probabilities));
    }

    /// <summary>Of every item, summing to the budget.</summary>
    public static double[] Probabilities(SamplingFrame frame, int budget, UnequalOptions options)
    {
        var sizes = ItemSizes.Of(frame, options);
        // Fewer items with a weight than are to be drawn: they are certain, and the others share the rest.
        if (sizes.Count(s => s > 0) < budget)
        {
            var least = sizes.Where(s => s > 0).Min() * Negligible;
            sizes = Array.ConvertAll(sizes, s => s > 0 ? s : least);
        }
        return InclusionProbabilities.Mixed(InclusionProbabilities.ProportionalTo(sizes, budget), budget, options.UniformShare);
    }

    private Sample Systematic(SamplingFrame frame, int budget, ulong seed, double[] probabilities)
    {
        var order = ItemOrder.Of(frame, frame.History is null ? ItemOrder.File : ItemOrder.Difficulty, seed);
        var drawn = SystematicSelection.Draw(order, probabilities, budget, PermanentRandomNumber.Of(seed, "systematic start"));
        return OneShotPass.Draw(this, frame, seed, drawn, probabilities) with { Variance = SuccessiveDifferenceVariance.Along(order, drawn) };
    }

    private Sample Rejective(SamplingFrame frame, ulong seed, double[] probabilities)
    {
        var (drawn, rule) = Draw(probabilities, options.Scheme, seed);
        return OneShotPass.Draw(this, frame, seed, drawn, probabilities) with { Variance = rule };
    }

    /// <summary>One draw by conditional Poisson or Sampford's design, with its variance rule.</summary>
    /// <param name="probabilities">In [0, 1], summing to a whole number; those at 1 are certain.</param>
    /// <param name="scheme">Either of the two.</param>
    /// <param name="seed">Of the draw.</param>
    public static (int[] Drawn, DesignVariance Rule) Draw(double[] probabilities, UnequalScheme scheme, ulong seed)
    {
        var open = Enumerable.Range(0, probabilities.Length).Where(i => probabilities[i] is > 0 and < 1).ToArray();
        var certain = Enumerable.Range(0, probabilities.Length).Where(i => probabilities[i] >= 1).ToArray();
        var wanted = Array.ConvertAll(open, i => probabilities[i]);
        var size = (int)Math.Round(wanted.Sum());
        if (size == 0) return (certain, new ResidualVariance());
        var random = new SeededStream(seed, "unequal");
        var p = scheme == UnequalScheme.Sampford ? wanted : ConditionalPoisson.Working(wanted, size);
        var taken = scheme == UnequalScheme.Sampford ? SampfordDraw.Draw(wanted, size, random) : ConditionalPoisson.Draw(p, size, random);
        var places = Enumerable.Range(0, open.Length).Where(k => taken[k]).ToArray();
        int[] drawn = [.. certain.Concat(places.Select(k => open[k])).Order()];
        if (drawn.Length > MostPaired) return (drawn, new ResidualVariance());
        var joint = scheme == UnequalScheme.Sampford ? JointProbabilities.Sampford(p, size, places) : JointProbabilities.ConditionalPoisson(p, size, places);
        return (drawn, new JointVariance(WithCertain(drawn, probabilities, joint)));
    }

    private static double[][] WithCertain(int[] drawn, double[] probabilities, double[][] joint)
    {
        var place = new int[drawn.Length];
        for (var (a, k) = (0, 0); a < drawn.Length; a++) place[a] = probabilities[drawn[a]] >= 1 ? -1 : k++;
        return [.. drawn.Select((_, a) => Enumerable.Range(0, a).Select(b => place[a] < 0 || place[b] < 0
            ? probabilities[drawn[a]] * probabilities[drawn[b]] : joint[place[a]][place[b]]).ToArray())];
    }
}
