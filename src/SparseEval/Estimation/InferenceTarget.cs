namespace SparseEval;

/// <summary>What an interval speaks about.</summary>
public enum InferenceTarget
{
    /// <summary>The score over exactly the benchmark's N items; with all items scored nothing is left to be unsure of. Of several epochs an item the mean counts as it came.</summary>
    FullBenchmark,

    /// <summary>
    /// The score over the benchmark's N items that endless epochs of each would give: what the drawn epochs say by luck counts as chance, and a census leaves it too. Needs items with several epochs
    /// (<see cref="ScoredSample.OfEpochs"/>).
    /// </summary>
    ExpectedScore,

    /// <summary>The score over the wider population of questions that the benchmark's items (or clusters) stand for; no finite-population correction.</summary>
    Superpopulation,
}
