namespace SparseEval.Onnx;

/// <summary>Where a session runs and on how much.</summary>
/// <param name="Threads">CPU threads inside an operator, at least 1.</param>
/// <param name="Device">Number of the GPU.</param>
/// <param name="MemoryLimit">Most bytes of the session's memory pool, weights included; null for no limit.</param>
/// <param name="KeyValuesOnDevice">Whether key/values stay in a provider's own memory; null: where the provider can and no limit is given.</param>
internal sealed record SessionPlace(int Threads, int Device = 0, long? MemoryLimit = null, bool? KeyValuesOnDevice = null)
{
    public static SessionPlace Of(OnnxEngineOptions options) => new(Count(options.Threads), options.Devices[0], options.MemoryLimit, options.KeyValuesOnDevice);

    public static SessionPlace Of(GraphEngineOptions options) => new(Count(options.Threads), 0, options.MemoryLimit);

    private static int Count(int threads) => threads > 0 ? threads : Environment.ProcessorCount;

    /// <exception cref="SparseEvalException">A value of the options is out of its range.</exception>
    public static void Validate(int threads, long? memoryLimit)
    {
        if (threads is < 0 or > 1024) throw new SparseEvalException($"Threads is {threads}; give 1 to 1024, or 0 for one thread a processor.");
        if (memoryLimit < 1) throw new SparseEvalException($"MemoryLimit is {memoryLimit}; give bytes, at least 1, or null for no limit.");
    }
}
