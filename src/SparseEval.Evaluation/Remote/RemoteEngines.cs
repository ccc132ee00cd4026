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

    /// <summary>Any program that reads items as JSON lines and writes answers or scores as JSON lines. It is started with the first request.</summary>
    /// <param name="options">Command, mode, time-out.</param>
    /// <param name="benchmark">The items, of which the program reads options, answer and fields.</param>
    /// <exception cref="SparseEvalException">The options cannot be worked with.</exception>
    public static IInferenceEngine Command(CommandEngineOptions options, Benchmark benchmark)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(benchmark);
        options.Validate();
        return new CommandEngine(options, benchmark);
    }
}
