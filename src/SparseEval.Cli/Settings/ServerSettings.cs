namespace SparseEval.Cli.Settings;

/// <summary>A model behind a server.</summary>
internal static class ServerSettings
{
    public static readonly Setting Server = new("server", "Address of a server of the OpenAI protocol, such as http://localhost:8000/v1, or of another --protocol; --model is then the name that it lists.") { ValueName = "url" };
    public static readonly Setting Protocol = new("protocol", "'openai' (default), 'kserve-http' or 'kserve-grpc' (Triton, OpenVINO Model Server, KServe).") { ValueName = "name", Values = () => ["openai", "kserve-http", "kserve-grpc"] };
    public static readonly Setting Tensors = new("tensors", "KServe: names of the model's tensors where they differ, such as context=prompt,log_likelihood=scores.") { ValueName = "list" };
    public static readonly Setting Interface = new("interface", "'completions' (default; log-likelihoods and text) or 'chat' (text, and log-likelihoods by top-tokens); KServe: 'infer' (default) or 'generate'.") { ValueName = "name", Values = () => ["completions", "chat", "infer", "generate"] };
    public static readonly Setting LogLikelihoods = new("loglikelihoods", "Where they come from: 'echo' (default) 'token-ids' (vLLM; options of one token in a single pass) or 'top-tokens' (chat too; options of one token among the likeliest); KServe: 'model' (default) or 'logits' (option i is class i).") { ValueName = "source", Values = () => ["echo", "token-ids", "top-tokens", "model", "logits"] };
    public static readonly Setting TopTokens = new("top-tokens", "How many of the likeliest tokens --loglikelihoods top-tokens asks for; default 20.") { ValueName = "number" };
    public static readonly Setting Revision = new("revision", "What tells this model from others of its name; part of the cache's key.") { ValueName = "text" };
    public static readonly Setting KeyVariable = new("key-variable", "Environment variable with the server's key; default OPENAI_API_KEY, for KServe KSERVE_API_KEY.") { ValueName = "name" };
    public static readonly Setting Concurrency = new("concurrency", "Most requests under way at once; default 32.") { ValueName = "number" };
    public static readonly Setting RequestsPerMinute = new("requests-per-minute", "Most requests a minute.") { ValueName = "number" };
    public static readonly Setting TokensPerMinute = new("tokens-per-minute", "Most tokens a minute, as predicted.") { ValueName = "number" };
    public static readonly Setting Attempts = new("attempts", "Most attempts for one request; default 6.") { ValueName = "number" };
    public static readonly Setting TimeOut = new("timeout", "Seconds that one attempt may take; default 120.") { ValueName = "seconds" };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Setting> Own = [Server, Protocol, Tensors, Interface, LogLikelihoods, TopTokens, Revision, KeyVariable, Concurrency, RequestsPerMinute, TokensPerMinute, Attempts, TimeOut];
}
