using System.Reflection;
using System.Runtime.InteropServices;

namespace SparseEval.Data;

/// <summary>Finds libduckdb: SPARSEEVAL_DUCKDB, beside the program, the cache that the build fills, the system.</summary>
internal static class DuckDbLibrary
{
    public const string Name = "duckdb";

    /// <summary>Environment variable with the library's path.</summary>
    public const string Variable = "SPARSEEVAL_DUCKDB";

    // A failure is not kept: the library may be fetched meanwhile.
    private static readonly Lazy<nint> Loaded = new(() => Load(Environment.GetEnvironmentVariable(Variable), Candidates(), FileName), LazyThreadSafetyMode.PublicationOnly);

    static DuckDbLibrary() => NativeLibrary.SetDllImportResolver(typeof(DuckDbLibrary).Assembly, Resolve);

    /// <summary>Loads the library once; later calls cost nothing.</summary>
    /// <exception cref="SparseEvalException">It is nowhere, or what is there cannot be loaded.</exception>
    public static void Require() => _ = Loaded.Value;

    /// <summary>The library's file name on this system.</summary>
    public static string FileName =>
        OperatingSystem.IsWindows() ? "duckdb.dll" : OperatingSystem.IsMacOS() ? "libduckdb.dylib" : "libduckdb.so";

    /// <summary>The file that <see cref="Require"/> loaded, as far as it can be told: the named one, else the first candidate that exists, else the system's.</summary>
    public static string LoadedFrom => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : Candidates().FirstOrDefault(File.Exists) ?? FileName;

    /// <summary>A path that the user named is used or refused; else the first candidate that loads, else the system's library of that name.</summary>
    public static nint Load(string? named, IReadOnlyList<string> candidates, string systemName)
    {
        if (!string.IsNullOrEmpty(named)) return LoadNamed(named);
        foreach (var candidate in candidates)
            if (File.Exists(candidate) && NativeLibrary.TryLoad(candidate, out var handle)) return handle;
        if (NativeLibrary.TryLoad(systemName, out var system)) return system;
        throw new SparseEvalException($"Parquet needs DuckDB's library {FileName}, which was not found or could not be loaded; looked at " +
            $"{string.Join(", ", candidates)} and the system's folders. Build again with network access, run 'sparseeval doctor --fix', or set {Variable} to the library's path.");
    }

    private static nint LoadNamed(string path)
    {
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw new SparseEvalException($"{Variable} names '{path}', which cannot be loaded as DuckDB's library: {e.Message.ReplaceLineEndings(" ").Trim()} " +
                $"Set {Variable} to the path of {FileName}, or unset it.", e);
        }
    }

    private static string[] Candidates()
    {
        var program = AppContext.BaseDirectory;
        var rid = RuntimeInformation.RuntimeIdentifier;
        return
        [
            Path.Combine(program, "runtimes", rid, "native", FileName),
            Path.Combine(program, FileName), // where a publish for one platform puts it
            Path.Combine(CacheFolder(), "duckdb-1.5.6", rid, FileName),
        ];
    }

    // The same folder as in src/build/NativeLibraries.targets.
    private static string CacheFolder()
    {
        if (Environment.GetEnvironmentVariable("SPARSEEVAL_NATIVE_CACHE") is { Length: > 0 } cache) return cache;
        if (Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg) return Path.Combine(xdg, "sparseeval", "native");
        return OperatingSystem.IsWindows()
            ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "sparseeval", "native")
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "sparseeval", "native");
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) => name == Name ? Loaded.Value : 0;
}
