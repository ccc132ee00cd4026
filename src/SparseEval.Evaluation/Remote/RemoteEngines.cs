namespace SparseEval.Evaluation;

/// <summary>The catalog of engines that run elsewhere.</summary>
public static class RemoteEngines
{
    /// <summary>A server that speaks the OpenAI protocol. Nothing is sent before the first request; <see cref="ServerProbe"/> asks what it can do.</summary>
    /// <param name="options">Server, model, limits.</param>
    /// <exception cref="SparseEvalException">The options cannot be worked with.</exception>
    public static IInferenceEngine OpenAi(OpenAiEngineOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return new OpenAiEngine(options, ServerClient.Of(options));
    }
}
