using SparseEval.Evaluation;

namespace SparseEval.Onnx;

/// <summary>The catalog of engines that run models in this process.</summary>
public static class Engines
{
    /// <summary>Every member by its name in records and on the command line.</summary>
    public static IReadOnlyDictionary<string, Func<OnnxEngineOptions, IInferenceEngine>> All { get; } =
        new Dictionary<string, Func<OnnxEngineOptions, IInferenceEngine>> { ["onnx"] = Onnx };

    /// <summary>
    /// A decoder model through ONNX Runtime: log-likelihoods and generation. Opening reads the files, creates the session on the first
    /// provider that works and runs two small passes.
    /// </summary>
    /// <exception cref="SparseEvalException">The options, the model's files or its inputs cannot be worked with.</exception>
    /// <exception cref="EngineException">The native library is missing or wrong, or no provider asked for runs the model.</exception>
    public static IInferenceEngine Onnx(OnnxEngineOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return options.Devices.Count == 1 ? OnnxEngine.Open(options, OrtApi.Default) : ParallelEngine.Open(options, OrtApi.Default);
    }

    /// <summary>
    /// Any other ONNX model: classification of texts, images and tables, regression, similarity of embeddings, by naming its input, its output and
    /// what the output is.
    /// </summary>
    /// <inheritdoc cref="Onnx" path="/exception"/>
    public static IInferenceEngine OnnxGraph(GraphEngineOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return GraphEngine.Open(options, OrtApi.Default);
    }
}
