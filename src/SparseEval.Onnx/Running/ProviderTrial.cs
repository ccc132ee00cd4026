using System.Globalization;
using System.Runtime.InteropServices;
using SparseEval.Evaluation;

namespace SparseEval.Onnx;

/// <summary>Opens something on the first provider asked for that really works: what it opens must create its session, and run it, before the provider is taken.</summary>
/// <remarks>The runtime's list of providers proves nothing, and a provider may be appended and fail later.</remarks>
internal static class ProviderTrial
{
    private static readonly Dictionary<string, Provider> Providers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["cuda"] = new(AppendCuda, "Cuda"),
        // Without enableInt64 a decoder's index arithmetic falls to the CPU. disable_cpu_ep_fallback stays off: one shape operator always runs there.
        ["webgpu"] = new((api, options, place) =>
        {
            if (place.Device != 0) throw new OrtException(1, $"Device {place.Device} cannot be chosen: the WebGPU provider takes the GPU that the system prefers.");
            if (place.MemoryLimit is { } limit) throw new OrtException(1, $"The limit of {limit:N0} bytes cannot be kept: the WebGPU provider knows none. Leave the limit out to allow this provider.");
            RequireVulkan();
            api.AppendProvider(options, "WebGPU", "enableInt64", "1");
        }, "WebGPU_Buffer"),
        ["cpu"] = new((_, _, _) => { }, null),
    };

    /// <summary>Of all that can be asked for, the fastest first.</summary>
    public static IEnumerable<string> Names => Providers.Keys;

    /// <exception cref="SparseEvalException">A provider's name is not known, or the model does not fit.</exception>
    /// <exception cref="EngineException">No provider asked for runs the model; with the reason of each.</exception>
    public static (T Opened, string Provider, IReadOnlyList<ProviderAttempt> Attempts) Open<T>(OrtApi api, string modelPath, IReadOnlyList<string> providers, SessionPlace place, Func<SessionTarget, T> open)
    {
        if (providers.Count == 0) throw new SparseEvalException($"No provider was named; give one or more of {string.Join(", ", Providers.Keys)}.");
        if (providers.FirstOrDefault(p => !Providers.ContainsKey(p)) is { } unknown)
            throw new SparseEvalException($"The provider '{unknown}' is not known; it is one of {string.Join(", ", Providers.Keys)}.");
        var attempts = new List<ProviderAttempt>();
        foreach (var provider in providers.Select(p => p.ToLowerInvariant()).Distinct())
        {
            try
            {
                return (provider == "cpu" ? OpenOn(api, provider, place, open) : NativeStderr.Silenced(() => OpenOn(api, provider, place, open)), provider, attempts);
            }
            catch (OrtException problem) when (problem.IsModelFault)
            {
                throw new SparseEvalException($"ONNX Runtime {api.Version} cannot open the model '{modelPath}': {problem.Message}", problem);
            }
            catch (OrtException problem)
            {
                attempts.Add(new ProviderAttempt(provider, problem.Message));
            }
        }
        throw new EngineException(attempts.Count == 1
            ? $"The provider '{attempts[0].Provider}' cannot run the model '{modelPath}': {attempts[0].Reason}{(attempts[0].Provider == "cpu" ? "" : $" Name several providers, such as {attempts[0].Provider},cpu, to allow another.")}"
            : $"No provider can run the model '{modelPath}': {string.Join("; ", attempts.Select(a => $"{a.Provider}: {a.Reason}"))}");
    }

    private static void AppendCuda(OrtApi api, OrtHandle options, SessionPlace place)
    {
        var device = ("device_id", place.Device.ToString(CultureInfo.InvariantCulture));
        try
        {
            if (place.MemoryLimit is { } limit) api.AppendCuda(options, device, ("gpu_mem_limit", limit.ToString(CultureInfo.InvariantCulture)), ("arena_extend_strategy", "kSameAsRequested"));
            else api.AppendCuda(options, device);
        }
        catch (OrtException problem)
        {
            throw new OrtException(1, $"{problem.Message.TrimEnd('.')}. CUDA needs a build of ONNX Runtime with it, named by SPARSEEVAL_ORT or beside the program (docs/engines/native-libraries.md).");
        }
    }

    /// <summary>The runtime would find out by itself, and write to stderr; Windows and macOS bring their own graphics interfaces.</summary>
    private static void RequireVulkan()
    {
        if (!OperatingSystem.IsLinux()) return;
        if (!NativeLibrary.TryLoad("libvulkan.so.1", out var vulkan))
            throw new OrtException(1, "No Vulkan on this machine (libvulkan.so.1 cannot be loaded). Install the package libvulkan1 and the GPU's driver.");
        NativeLibrary.Free(vulkan);
    }

    private static T OpenOn<T>(OrtApi api, string provider, SessionPlace place, Func<SessionTarget, T> open)
    {
        var (append, memory) = Providers[provider];
        var target = new SessionTarget(api, provider, NewOptions, memory is null ? null : new DeviceMemory(memory, place.Device));
        return provider == "cpu" && place.MemoryLimit is { } limit ? api.WithArena(limit, () => open((target with { Finish = api.Limited }).With("session.use_env_allocators", "1"))) : open(target);

        OrtHandle NewOptions()
        {
            var options = api.CreateSessionOptions(place.Threads);
            try
            {
                // Spinning threads of one session starve everything else on a small machine.
                api.AddConfigEntry(options, "session.intra_op.allow_spinning", "0");
                append(api, options, place);
                return options;
            }
            catch
            {
                options.Dispose();
                throw;
            }
        }
    }

    /// <param name="Append">Names it in session options.</param>
    /// <param name="Memory">The runtime's name of memory of its own, or null.</param>
    private sealed record Provider(Action<OrtApi, OrtHandle, SessionPlace> Append, string? Memory);
}
