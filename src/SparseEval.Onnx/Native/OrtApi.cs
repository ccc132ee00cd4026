using System.Runtime.InteropServices;
using System.Text;
using SparseEval.Evaluation;

namespace SparseEval.Onnx;

/// <summary>ONNX Runtime's C API, version 17: one exported function gives the table, every other is called through it.</summary>
internal sealed unsafe partial class OrtApi
{
    private static readonly Dictionary<string, OrtApi> Loaded = [];
    private static readonly Lock LoadLock = new();

    private readonly nint* _table;

    private OrtApi(nint* table, string version, string path)
    {
        _table = table;
        Version = version;
        Path = path;
        // Without an environment every provider fails with "Attempt to use DefaultLogger but none has been registered".
        Environment = CreateEnvironment();
        CpuMemory = CreateCpuMemory(allocator: 0);
    }

    /// <summary>Version of the library, e.g. 1.30.0.</summary>
    public string Version { get; }

    /// <summary>Where the library was found.</summary>
    public string Path { get; }

    /// <summary>One environment a process; lives as long as it.</summary>
    public OrtHandle Environment { get; }

    /// <summary>Describes memory of the CPU.</summary>
    public OrtHandle CpuMemory { get; }

    /// <summary>The library found by the search order of <see cref="OrtLocator"/>.</summary>
    public static OrtApi Default => Load(OrtLocator.Find());

    /// <summary>Loads the library at a path, or by a name that the system resolves; the second call for one path answers with the first's result.</summary>
    /// <exception cref="EngineException">It cannot be loaded, is not ONNX Runtime, or is older than 1.17.</exception>
    public static OrtApi Load(string path)
    {
        lock (LoadLock)
        {
            if (!Loaded.TryGetValue(path, out var api)) Loaded[path] = api = LoadNew(path);
            return api;
        }
    }

    private static OrtApi LoadNew(string path)
    {
        nint library;
        try
        {
            library = NativeLibrary.Load(path);
        }
        catch (Exception problem) when (problem is DllNotFoundException or BadImageFormatException)
        {
            throw new EngineException($"'{path}' cannot be loaded as the ONNX Runtime library: {OneLine(problem.Message)} {OrtLocator.Fix}", problem);
        }
        if (!NativeLibrary.TryGetExport(library, "OrtGetApiBase", out var getBase))
            throw new EngineException($"'{path}' is a library but not ONNX Runtime: it exports no OrtGetApiBase. {OrtLocator.Fix}");
        var apiBase = ((delegate* unmanaged[Cdecl]<nint*>)getBase)();
        var version = Text(((delegate* unmanaged[Cdecl]<byte*>)apiBase[1])());
        // Asked for an API that it does not have, an old library writes to stderr: so its version is read first.
        if (!System.Version.TryParse(version.Split('-', '+')[0], out var parsed) || parsed < new Version(1, (int)OrtSlot.ApiVersion))
            throw new EngineException($"'{path}' is ONNX Runtime {version}; 1.{OrtSlot.ApiVersion} or later is needed. {OrtLocator.Fix}");
        var table = ((delegate* unmanaged[Cdecl]<uint, nint*>)apiBase[0])(OrtSlot.ApiVersion);
        if (table is null) throw new EngineException($"'{path}' (ONNX Runtime {version}) has no C API version {OrtSlot.ApiVersion}. {OrtLocator.Fix}");
        return new OrtApi(table, version, path);
    }

    /// <summary>Releases an object by the function in a slot.</summary>
    public void Release(int slot, nint pointer) => ((delegate* unmanaged[Cdecl]<nint, void>)_table[slot])(pointer);

    private void Check(nint status)
    {
        if (status == 0) return;
        var code = ((delegate* unmanaged[Cdecl]<nint, int>)_table[OrtSlot.GetErrorCode])(status);
        var message = Text(((delegate* unmanaged[Cdecl]<nint, byte*>)_table[OrtSlot.GetErrorMessage])(status));
        Release(OrtSlot.ReleaseStatus, status);
        throw new OrtException(code, OneLine(message));
    }

    private OrtHandle CreateEnvironment()
    {
        const int fatalOnly = 4;
        nint environment;
        fixed (byte* name = "sparseeval\0"u8)
            Check(((delegate* unmanaged[Cdecl]<int, byte*, nint*, nint>)_table[OrtSlot.CreateEnv])(fatalOnly, name, &environment));
        return new OrtHandle(this, environment, OrtSlot.ReleaseEnv);
    }

    /// <param name="allocator">0 for the device's own, 1 for a pool.</param>
    private OrtHandle CreateCpuMemory(int allocator)
    {
        const int defaultMemory = 0;
        nint memory;
        Check(((delegate* unmanaged[Cdecl]<int, int, nint*, nint>)_table[OrtSlot.CreateCpuMemoryInfo])(allocator, defaultMemory, &memory));
        return new OrtHandle(this, memory, OrtSlot.ReleaseMemoryInfo);
    }

    private static string Text(byte* utf8) => Marshal.PtrToStringUTF8((nint)utf8) ?? "";

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text + '\0');

    private static string OneLine(string text) => string.Join(' ', text.Split((char[])['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
