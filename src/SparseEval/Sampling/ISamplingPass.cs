using System.Diagnostics.CodeAnalysis;

namespace SparseEval;

/// <summary>One draw under way: one-shot designs answer once, those that learn from scores answer batch by batch.</summary>
public interface ISamplingPass
{
    /// <summary>The next items to score.</summary>
    /// <param name="soFar">Scores of everything drawn before: position in the benchmark to score, null where an item failed.</param>
    /// <param name="items">Positions in the benchmark, in its order.</param>
    /// <returns>False when the draw is complete.</returns>
    bool TryNext(IReadOnlyDictionary<int, double?> soFar, [NotNullWhen(true)] out IReadOnlyList<int>? items);

    /// <summary>The whole drawn set; complete once <see cref="TryNext"/> has returned false.</summary>
    Sample Sample { get; }
}
