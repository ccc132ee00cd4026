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

    /// <summary>The answers file of a batch that ran elsewhere; <see cref="BatchFiles"/> writes the requests.</summary>
    /// <param name="path">JSONL of <c>{"custom_id","response":{"status_code","body"},"error"}</c>, in any order.</param>
    /// <param name="options">Those that the requests were written with.</param>
    /// <exception cref="SparseEvalException">The file is missing, broken, or answers an item twice.</exception>
    public static IInferenceEngine BatchAnswers(string path, BatchFileOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new BatchAnswersEngine(path, options);
    }

    /// <summary>A model behind a server of the KServe protocol, version 2: Triton, OpenVINO Model Server, KServe. Nothing is sent before the first request.</summary>
    /// <exception cref="SparseEvalException">The options cannot be worked with.</exception>
    public static IInferenceEngine Kserve(KserveEngineOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return new KserveEngine(options, Transport(options));
    }

    internal static IKserveTransport Transport(KserveEngineOptions options)
    {
        var client = ServerClient.Of(options.Server, options.KeyVariable, new(options.Attempts, options.Timeout), options.Concurrency);
        return options.Protocol == KserveProtocol.Grpc ? new KserveGrpc(options, client) : new KserveHttp(options, client);
    }
}
