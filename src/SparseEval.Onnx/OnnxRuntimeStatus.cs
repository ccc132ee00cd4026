using SparseEval.Evaluation;

namespace SparseEval.Onnx;

/// <summary>Which ONNX Runtime this process would use, and which of its providers run a small graph here.</summary>
public sealed record OnnxRuntimeStatus
{
    /// <summary>Where the library was found; null where it is missing or cannot be loaded.</summary>
    public string? Path { get; init; }

    /// <summary>Such as 1.30.0; null where there is none.</summary>
    public string? Version { get; init; }

    /// <summary>Why there is no library, and what to do; null where there is one.</summary>
    public string? Problem { get; init; }

    /// <summary>Providers that ran a graph of one operator.</summary>
    public IReadOnlyList<string> Working { get; init; } = [];

    /// <summary>Providers that did not, and why.</summary>
    public IReadOnlyList<ProviderAttempt> Failed { get; init; } = [];

    /// <summary>True where NVIDIA's driver answers with a GPU's energy counter, so that joules are measured.</summary>
    public bool MeasuresGpuEnergy { get; init; }

    /// <summary>Loads the library and runs one addition on each provider: that a library names a provider does not say that it works.</summary>
    /// <remarks>What the library says is told, never thrown.</remarks>
    public static OnnxRuntimeStatus Probe()
    {
        try
        {
            var api = OrtApi.Default;
            var attempts = ProviderTrial.Names.Select(name => new ProviderAttempt(name, TinyGraph.Objection(api, name) ?? "")).ToList();
            return new()
            {
                Path = api.Path,
                Version = api.Version,
                Working = [.. attempts.Where(a => a.Reason.Length == 0).Select(a => a.Provider)],
                Failed = [.. attempts.Where(a => a.Reason.Length > 0)],
                MeasuresGpuEnergy = GpuEnergyCounter.TryOpen(0) is not null,
            };
        }
        catch (EngineException problem)
        {
            return new() { Problem = problem.Message };
        }
    }
}
