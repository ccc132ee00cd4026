using System.Globalization;

namespace SparseEval.Evaluation;

/// <summary>A server of the KServe (Open Inference) protocol, version 2: Triton, OpenVINO Model Server, KServe. The names of tensors are those of Triton's vLLM backend where it has them.</summary>
public sealed record KserveEngineOptions
{
    /// <summary>Where it listens, such as <c>http://localhost:8000</c>, or <c>http://localhost:8001</c> for gRPC.</summary>
    public required Uri Server { get; init; }

    /// <summary>Name of the model as the server knows it.</summary>
    public required string Model { get; init; }

    /// <summary>Version of the model, or empty for the server's choice.</summary>
    public string Version { get; init; } = "";

    /// <summary>HTTP with JSON, or gRPC; default HTTP.</summary>
    public KserveProtocol Protocol { get; init; } = KserveProtocol.Http;

    /// <summary>What options of a question are scored by; default log-likelihoods that the model gives for context and continuation.</summary>
    public KserveChoice Choice { get; init; } = KserveChoice.LogLikelihoods;

    /// <summary>True generates by the generate extension of HTTP, which models that answer in a stream (Triton's vLLM backend among them) have in place of infer.</summary>
    public bool UseGenerate { get; init; }

    /// <summary>BYTES input of the text to read, for generation and for logits.</summary>
    public string TextInput { get; init; } = "text_input";

    /// <summary>BYTES output of generated text.</summary>
    public string TextOutput { get; init; } = "text_output";

    /// <summary>BYTES input of generation parameters as JSON; left out where the model has none of this name.</summary>
    public string ParametersInput { get; init; } = "sampling_parameters";

    /// <summary>BYTES input of what stands before the options, once an option.</summary>
    public string ContextInput { get; init; } = "context";

    /// <summary>BYTES input of the options.</summary>
    public string ContinuationInput { get; init; } = "continuation";

    /// <summary>Output of one log-likelihood an option (FP32, FP64; FP16 and BF16 over gRPC).</summary>
    public string LogLikelihoodOutput { get; init; } = "log_likelihood";

    /// <summary>Output of one logit a class.</summary>
    public string LogitsOutput { get; init; } = "logits";

    /// <summary>What distinguishes this model from others of its name; part of the cache's key.</summary>
    public string Revision { get; init; } = "";

    /// <summary>Environment variable that holds the key; where it is not set no key is sent.</summary>
    public string KeyVariable { get; init; } = "KSERVE_API_KEY";

    /// <summary>Most requests under way at once; default 32.</summary>
    public int Concurrency { get; init; } = 32;

    /// <summary>Most attempts for one request, the first included; default 6.</summary>
    public int Attempts { get; init; } = 6;

    /// <summary>How long one attempt may take; default 120 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Parameters of the model, to model forward operations as 2 a token and parameter; null where they are not known.</summary>
    public long? Parameters { get; init; }

    /// <summary>Sent with every generation.</summary>
    public int Seed { get; init; } = 1234;

    internal void Validate()
    {
        new OpenAiEngineOptions { Server = Server, Model = Model, KeyVariable = KeyVariable, Concurrency = Concurrency, Attempts = Attempts, Timeout = Timeout }.Validate();
        if (UseGenerate && Protocol == KserveProtocol.Grpc) throw new SparseEvalException("The generate extension exists over HTTP alone. Use HTTP, or infer.");
        if (Parameters is <= 0) throw new SparseEvalException($"Parameters is {Parameters.Value.ToString(CultureInfo.InvariantCulture)}; give at least 1.");
    }
}

/// <summary>How a server is spoken to.</summary>
public enum KserveProtocol
{
    /// <summary>HTTP with JSON.</summary>
    Http,

    /// <summary>gRPC, <c>inference.GRPCInferenceService</c>.</summary>
    Grpc,
}

/// <summary>What options of a question are scored by.</summary>
public enum KserveChoice
{
    /// <summary>The model takes context and continuation and gives a log-likelihood for each pair.</summary>
    LogLikelihoods,

    /// <summary>The model takes the text and gives a logit a class; option i is class i.</summary>
    Logits,
}
