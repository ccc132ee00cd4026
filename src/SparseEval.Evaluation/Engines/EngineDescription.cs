using System.Text.Json.Serialization;

namespace SparseEval.Evaluation;

/// <summary>What ran, where and how.</summary>
public sealed record EngineDescription
{
    /// <summary>Kind of engine: <c>onnx</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The model's name as it stands in records.</summary>
    public required string Model { get; init; }

    /// <summary>SHA-256 of the model's files in hexadecimal; part of the cache key.</summary>
    public required string ModelHash { get; init; }

    /// <summary>The execution provider in use: <c>cpu</c>, <c>webgpu</c>, <c>cuda</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>Numeric precision of the weights: <c>fp32</c>.</summary>
    public required string Precision { get; init; }

    /// <summary>CPU threads used inside an operator; 0 where that is not known.</summary>
    public int Threads { get; init; }

    /// <summary>Version of the engine's runtime.</summary>
    public string RuntimeVersion { get; init; } = "";

    /// <summary>Parameters of the model, or null where not known.</summary>
    public long? Parameters { get; init; }

    /// <summary>The smaller model that guessed tokens ahead, or null; it changes what texts cost and not what they are.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Draft { get; init; }

    /// <summary>Devices with a session each, where several work side by side; else null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<int>? Devices { get; init; }

    /// <summary>Where keys and values stay between passes: <c>device</c>, or <c>processor: why</c>; null where the provider has no memory of its own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? KeyValues { get; init; }

    /// <summary>Providers tried before the one in use, with the reason why each was not used.</summary>
    public IReadOnlyList<ProviderAttempt> Attempts { get; init; } = [];
}

/// <summary>A provider that was asked for and not used.</summary>
/// <param name="Provider">Its name.</param>
/// <param name="Reason">The runtime's own words, or ours.</param>
public sealed record ProviderAttempt(string Provider, string Reason);
