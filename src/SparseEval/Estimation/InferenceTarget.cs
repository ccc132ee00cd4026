namespace SparseEval;

/// <summary>What an interval speaks about.</summary>
public enum InferenceTarget
{
    /// <summary>The score over exactly the benchmark's N items; with all items scored nothing is left to be unsure of.</summary>
    FullBenchmark,

    /// <summary>The score over the wider population of questions that the benchmark's items (or clusters) stand for; no finite-population correction.</summary>
    Superpopulation,
}
