using System.Globalization;

namespace SparseEval.Evaluation;

/// <summary>A server that speaks the OpenAI protocol: vLLM, SGLang, TensorRT-LLM, llama.cpp, TGI, or a hosted one.</summary>
public sealed record OpenAiEngineOptions
{
    /// <summary>Where its paths begin, such as <c>http://localhost:8000/v1</c>.</summary>
    public required Uri Server { get; init; }

    /// <summary>Name of the model as the server knows it.</summary>
    public required string Model { get; init; }

    /// <summary>Which of the server's interfaces is used; default completions, which alone give log-likelihoods.</summary>
    public OpenAiInterface Interface { get; init; } = OpenAiInterface.Completions;

    /// <summary>How log-likelihoods are asked for; default echoed prompts. <c>sparseeval probe</c> says what a server can do.</summary>
    public LogLikelihoodSource LogLikelihoods { get; init; } = LogLikelihoodSource.Echo;

    /// <summary>How many of the likeliest tokens <see cref="LogLikelihoodSource.TopTokens"/> asks for, from 1; default 20, the most that OpenAI and vLLM give. Text Generation Inference gives 5 unless told otherwise.</summary>
    public int TopTokens { get; init; } = 20;

    /// <summary>
    /// What distinguishes this model from others of its name: a checkpoint, a revision, a quantization. Part of the cache's key beside server and model name; a model that was
    /// replaced under the same name must get a new one, or old answers come from the cache.
    /// </summary>
    public string Revision { get; init; } = "";

    /// <summary>Instructions that stand before every question, for chat; null for none.</summary>
    public string? SystemPrompt { get; init; }

    /// <summary>Environment variable that holds the key; default <c>OPENAI_API_KEY</c>. Where it is not set no key is sent. Keys come from nowhere else and are written nowhere.</summary>
    public string KeyVariable { get; init; } = "OPENAI_API_KEY";

    /// <summary>Most requests under way at once; default 32.</summary>
    public int Concurrency { get; init; } = 32;

    /// <summary>Most requests a minute; null for no limit.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>Most tokens a minute, read and generated, counted for each attempt as <see cref="IInferenceEngine.Predict"/> predicts them; null for no limit.</summary>
    public int? TokensPerMinute { get; init; }

    /// <summary>Most attempts for one request, the first included; default 6. Between them the waits double from half a second with jitter, or are what the server's Retry-After says.</summary>
    public int Attempts { get; init; } = 6;

    /// <summary>How long one attempt may take; default 120 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Parameters of the model, to model forward operations as 2 a token and parameter; null where they are not known, and no operations are then counted.</summary>
    public long? Parameters { get; init; }

    /// <summary>Sent with every request, for servers that can repeat themselves.</summary>
    public int Seed { get; init; } = 1234;

    /// <summary>A path that lies beside <c>/v1</c> rather than below it, as servers' own interfaces do.</summary>
    internal string BesideVersion(string path) => Server.AbsolutePath.TrimEnd('/').EndsWith("/v1", StringComparison.Ordinal) ? $"../{path}" : path;

    internal void Validate()
    {
        ServerAddress.Require(Server);
        ServerKey.Require(KeyVariable);
        if (string.IsNullOrWhiteSpace(Model)) throw new SparseEvalException("No model was named. Give the name that the server lists under /models.");
        foreach (var (name, number) in new[] { ("Concurrency", Concurrency), ("Attempts", Attempts), ("RequestsPerMinute", RequestsPerMinute ?? 1), ("TokensPerMinute", TokensPerMinute ?? 1), ("TopTokens", TopTokens) })
            if (number < 1) throw new SparseEvalException($"{name} is {number.ToString(CultureInfo.InvariantCulture)}; give at least 1.");
        if (Timeout <= TimeSpan.Zero) throw new SparseEvalException($"A time-out of {Timeout} leaves no time to answer. Give more than 0.");
    }
}
