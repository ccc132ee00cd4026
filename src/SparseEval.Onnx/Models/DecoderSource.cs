namespace SparseEval.Onnx;

/// <summary>A decoder's files as read before any session is opened.</summary>
/// <param name="Folder">Where they lie.</param>
/// <param name="Config">What the config files say.</param>
/// <param name="Weights">What the graph says of its weights.</param>
internal sealed record DecoderSource(ModelFolder Folder, ModelConfig Config, OnnxWeights Weights)
{
    private const long LargestChanged = 900L << 20;

    /// <exception cref="SparseEvalException">A file is missing or not what it should be.</exception>
    public static DecoderSource Open(string path, string? precision = null)
    {
        var folder = ModelFolder.Open(path, precision);
        return new DecoderSource(folder, ModelConfig.Read(folder), OnnxWeights.Read(folder.OnnxPath));
    }

    /// <summary>Whether numbers of a batch may influence each other: dynamic quantisation takes its scale from the whole batch.</summary>
    public bool IsQuantized => Weights.Precision is "int8" or "int4";

    /// <summary>
    /// The graph changed by <see cref="LogitGather"/>, or null where that cannot be: no such output, no protobuf that we know, or too large to be held
    /// twice for a moment.
    /// </summary>
    public ReadOnlyMemory<byte>? WithLogitGather()
    {
        if (new FileInfo(Folder.OnnxPath).Length > LargestChanged) return null;
        try
        {
            var graph = OnnxGraph.Read(File.ReadAllBytes(Folder.OnnxPath));
            return LogitGather.Apply(graph, Config.Names.Logits) ? graph.Write() : null;
        }
        catch (Exception problem) when (problem is InvalidDataException or InvalidOperationException or OverflowException)
        {
            return null;
        }
    }
}
