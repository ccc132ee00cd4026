using System.Diagnostics.CodeAnalysis;

namespace SparseEval;

/// <summary>The pass of a design that draws all its items at once.</summary>
internal sealed class OneShotPass(Sample sample) : ISamplingPass
{
    private bool _drawn;

    public Sample Sample { get; } = sample;

    public bool TryNext(IReadOnlyDictionary<int, double?> soFar, [NotNullWhen(true)] out IReadOnlyList<int>? items)
    {
        items = _drawn ? null : [.. Sample.Items.Select(i => i.Index)];
        _drawn = true;
        return items is not null;
    }

    /// <summary>The whole sample of a design that does not wait for scores.</summary>
    /// <exception cref="SparseEvalException">The design waits for scores.</exception>
    public static Sample SampleOf(ISamplingDesign design, SamplingFrame frame, int budget, ulong seed)
    {
        var pass = design.Begin(frame, budget, seed);
        if (pass.TryNext(new Dictionary<int, double?>(), out var items) && items.Count < pass.Sample.Count)
            throw new SparseEvalException($"The design '{design.Name}' waits for scores, so its samples cannot be compared beforehand. Use one that draws all at once.");
        return pass.Sample;
    }

    /// <summary>Refuses a budget outside 1 to N.</summary>
    public static void RequireBudget(SamplingFrame frame, int budget)
    {
        if (budget < 1 || budget > frame.Count)
            throw new SparseEvalException($"A budget of {budget} items does not fit benchmark '{frame.Benchmark.Name}' of {frame.Count} items. Give 1 to {frame.Count}.");
    }

    /// <summary>One stratum, items with their own inclusion probabilities.</summary>
    /// <param name="design">That drew.</param>
    /// <param name="frame">Drawn from.</param>
    /// <param name="seed">Of the draw.</param>
    /// <param name="drawn">Positions in the benchmark, ascending.</param>
    /// <param name="probabilities">Of every item of the benchmark.</param>
    public static Sample Draw(ISamplingDesign design, SamplingFrame frame, ulong seed, int[] drawn, double[] probabilities) => new()
    {
        Frame = frame,
        Design = design.Name,
        Seed = seed,
        Strata = [new("all", frame.Count, drawn.Length)],
        Items = [.. drawn.Select(i => new SampledItem(i, 0, probabilities[i]))],
        Variance = new ResidualVariance(),
    };
}
