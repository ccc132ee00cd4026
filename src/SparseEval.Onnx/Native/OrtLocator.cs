using System.Runtime.InteropServices;
using SparseEval.Evaluation;

namespace SparseEval.Onnx;

/// <summary>Where the ONNX Runtime library is looked for: SPARSEEVAL_ORT, beside the program, the build's cache, the system.</summary>
internal static class OrtLocator
{
    public const string Variable = "SPARSEEVAL_ORT";

    /// <summary>What a user can do, at the end of every message about the library.</summary>
    public const string Fix = $"Build the project once (it fetches the library into runtimes/<rid>/native), run 'sparseeval doctor --fix', or set {Variable} to the path of an ONNX Runtime library, 1.17 or later.";

    private const string CacheVersion = "onnxruntime-1.30.0";

    /// <summary>The first name is the one that NuGet packages use, so that a package added to an application goes before ours.</summary>
    private static string[] FileNames =>
        OperatingSystem.IsWindows() ? ["onnxruntime.dll"]
        : OperatingSystem.IsMacOS() ? ["libonnxruntime.dylib", "libonnxruntime.1.dylib"]
        : ["libonnxruntime.so", "libonnxruntime.so.1"];

    private static string Rid =>
        $"{(OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux")}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";

    /// <summary>A path, or a bare name that the system resolves.</summary>
    /// <exception cref="EngineException">SPARSEEVAL_ORT names no file, or nothing is found anywhere.</exception>
    public static string Find() => Find(Environment.GetEnvironmentVariable(Variable), AppContext.BaseDirectory, CacheFolder(), SystemHas);

    /// <summary>The same with the places given, for tests.</summary>
    public static string Find(string? named, string programFolder, string? cacheFolder, Func<string, bool>? systemHas = null)
    {
        if (!string.IsNullOrWhiteSpace(named))
            return File.Exists(named) ? Path.GetFullPath(named) : throw new EngineException($"{Variable} names '{named}', which is not a file. {Fix}");
        var folders = new List<string> { Path.Combine(programFolder, "runtimes", Rid, "native"), programFolder };
        if (cacheFolder is not null) folders.Add(Path.Combine(cacheFolder, CacheVersion, Rid));
        foreach (var folder in folders)
            foreach (var name in FileNames)
                if (File.Exists(Path.Combine(folder, name))) return Path.Combine(folder, name);
        return FileNames.FirstOrDefault(systemHas ?? SystemHas) ?? throw new EngineException($"The ONNX Runtime library ({string.Join(" or ", FileNames)}) was not found in {string.Join(", ", folders)} or on the system's library path. {Fix}");
    }

    private static bool SystemHas(string name)
    {
        if (!NativeLibrary.TryLoad(name, out var library)) return false;
        NativeLibrary.Free(library);
        return true;
    }

    /// <summary>The folder that the build fetches into; see src/build/NativeLibraries.targets.</summary>
    private static string? CacheFolder()
    {
        static string? Value(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
        if (Value("SPARSEEVAL_NATIVE_CACHE") is { } chosen) return chosen;
        var root = Value("XDG_CACHE_HOME")
            ?? (OperatingSystem.IsWindows() ? Value("LOCALAPPDATA") : Value("HOME") is { } home ? Path.Combine(home, ".cache") : null);
        return root is null ? null : Path.Combine(root, "sparseeval", "native");
    }
}
