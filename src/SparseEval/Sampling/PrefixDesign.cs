using System.Diagnostics.CodeAnalysis;

namespace SparseEval;

/// <summary>The first n items of the file: what many tools do by default, kept as a labelled baseline. Not random, so no interval holds.</summary>
internal sealed class PrefixDesign : ISamplingDesign
{
    public string Name => "prefix";

    public ISamplingPass Begin(SamplingFrame frame, int budget, ulong seed)
    {
        if (budget < 1 || budget > frame.Count)
            throw new SparseEvalException($"A budget of {budget} items does not fit benchmark '{frame.Benchmark.Name}' of {frame.Count} items. Give 1 to {frame.Count}.");
        return new Pass(new()
        {
            Frame = frame,
            Design = Name,
            Seed = seed,
            HasKnownProbabilities = false,
            Strata = [new("all", frame.Count, budget)],
            Items = [.. Enumerable.Range(0, budget).Select(i => new SampledItem(i, 0, 1))],
        });
    }

    private sealed class Pass(Sample sample) : ISamplingPass
    {
        private bool _drawn;

        public Sample Sample { get; } = sample;

        public bool TryNext(IReadOnlyDictionary<int, double?> soFar, [NotNullWhen(true)] out IReadOnlyList<int>? items)
        {
            items = _drawn ? null : [.. Sample.Items.Select(i => i.Index)];
            _drawn = true;
            return items is not null;
        }
    }
}
