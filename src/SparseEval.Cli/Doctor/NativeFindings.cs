using SparseEval.Data;
using SparseEval.Onnx;

namespace SparseEval.Cli.Doctor;

/// <summary>The native libraries, what runs on them, and how they are fetched.</summary>
internal static class NativeFindings
{
    private const string Fetch = "sparseeval doctor --fix fetches it (needs the .NET SDK and Node.js with npm, and network)";

    public static IEnumerable<Finding> Of(OnnxRuntimeStatus onnx, DuckDbStatus duckDb)
    {
        yield return onnx.Problem is { } noRuntime ? new("ONNX Runtime", FindingState.Missing, noRuntime, Fetch) : new("ONNX Runtime", FindingState.Found, $"{onnx.Version}, {onnx.Path}");
        foreach (var provider in onnx.Working) yield return new($"provider {provider}", FindingState.Found, "runs a test graph");
        foreach (var attempt in onnx.Failed)
            yield return new($"provider {attempt.Provider}", attempt.Provider == "cpu" ? FindingState.Missing : FindingState.Optional, Shortened(attempt.Reason), attempt.Provider switch
            {
                "cuda" => "For an NVIDIA GPU: SPARSEEVAL_ORT names an ONNX Runtime built with CUDA (docs/engines/native-libraries.md)",
                "webgpu" => "For any other GPU: its Vulkan driver and libvulkan1",
                _ => Fetch,
            });
        yield return onnx.MeasuresGpuEnergy ? new("GPU energy", FindingState.Found, "NVIDIA's driver counts joules") : new("GPU energy", FindingState.Optional, "no NVIDIA driver (NVML), so the ledger says no joules of a GPU");
        yield return duckDb.Problem is { } noDuckDb ? new("DuckDB", FindingState.Missing, noDuckDb, Fetch) : new("DuckDB", FindingState.Found, $"{duckDb.Version}, {duckDb.Path}");
    }

    /// <summary>Without the place in ONNX Runtime's sources that stands before the reason, and without the advice that the last column gives.</summary>
    private static string Shortened(string reason) => reason.Split(["FAIL : ", "was false. "], StringSplitOptions.None)[^1].Split(". CUDA needs a build")[0];

    /// <summary>Fetches what is missing by the target that builds use, into the same cache.</summary>
    /// <returns>What the fetch printed, or why there was none.</returns>
    public static string Repair(OnnxRuntimeStatus onnx, DuckDbStatus duckDb)
    {
        List<string> wanted = [];
        if (onnx.Problem is not null) wanted.Add("-p:UseOnnxRuntime=true");
        if (duckDb.Problem is not null) wanted.Add("-p:UseDuckDb=true");
        if (wanted.Count == 0) return "Nothing is to be fetched: both native libraries are there.";
        var targets = Path.Combine(AppContext.BaseDirectory, "native", "NativeLibraries.targets");
        if (!File.Exists(targets)) return $"Nothing was fetched: {targets} is not there. Install the tool again.";
        var fetched = Tool.Run("dotnet", ["msbuild", targets, "-nologo", "-verbosity:minimal", "-nodeReuse:false", "-t:FetchNativeLibraries", .. wanted], TimeSpan.FromMinutes(15));
        return fetched is (_, var said) ? said.Trim() : "Nothing was fetched: the .NET SDK ('dotnet msbuild') was not found or did not end.";
    }
}
