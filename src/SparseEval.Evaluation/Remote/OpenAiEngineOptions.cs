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

    /// <summary>Most tokens a minute, read and generated, counted as <see cref="IInferenceEngine.Predict"/> predicts them; null for no limit.</summary>
    public int? TokensPerMinute { get; init; }

    /// <summary>Most attempts for one request, the first included; default 6. Between them the waits double from half a second with jitter, or are what the server's Retry-After says.</summary>
    public int Attempts { get; init; } = 6;

    /// <summary>How long one attempt may take; default 120 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Parameters of the model, to model forward operations as 2 a token and parameter; null where they are not known, and no operations are then counted.</summary>
    public long? Parameters { get; init; }

    /// <summary>Sent with every request, for servers that can repeat themselves.</summary>
    public int Seed { get; init; } = 1234;

    internal void Validate()
    {
        if (!Server.IsAbsoluteUri || Server.Scheme is not ("http" or "https"))
            throw new SparseEvalException($"The server '{Server}' is no http or https address. Give one such as http://localhost:8000/v1.");
        if (Server.UserInfo.Length > 0) throw new SparseEvalException("The server's address holds a user or password, which would stand in records. Put the key into an environment variable instead.");
        if (string.IsNullOrWhiteSpace(Model)) throw new SparseEvalException("No model was named. Give the name that the server lists under /models.");
        foreach (var (name, number) in new[] { ("Concurrency", Concurrency), ("Attempts", Attempts), ("RequestsPerMinute", RequestsPerMinute ?? 1), ("TokensPerMinute", TokensPerMinute ?? 1) })
            if (number < 1) throw new SparseEvalException($"{name} is {number.ToString(CultureInfo.InvariantCulture)}; give at least 1.");
        if (Timeout <= TimeSpan.Zero) throw new SparseEvalException($"A time-out of {Timeout} leaves no time to answer. Give more than 0.");
    }
}

/// <summary>The server's interface.</summary>
public enum OpenAiInterface
{
    /// <summary><c>/completions</c>: the prompt as it stands.</summary>
    Completions,

    /// <summary><c>/chat/completions</c>: the prompt as a user's message, in the model's chat template. Generates text; gives no log-likelihoods.</summary>
    Chat,
}

/// <summary>Where log-likelihoods of options come from.</summary>
public enum LogLikelihoodSource
{
    /// <summary>The prompt with each option is echoed with the log-probability of every token: works for options of any length.</summary>
    Echo,

    /// <summary>One generated position with the log-probabilities of named tokens (vLLM's <c>logprob_token_ids</c>): one pass for all options, each of which must be one token.</summary>
    TokenIds,
}
