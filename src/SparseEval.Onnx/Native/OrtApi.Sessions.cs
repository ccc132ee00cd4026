using System.Runtime.InteropServices;

namespace SparseEval.Onnx;

internal sealed unsafe partial class OrtApi
{
    /// <summary>Opens a model file; weights beside it are found.</summary>
    public OrtHandle CreateSession(string modelPath, OrtHandle options)
    {
        nint session;
        var path = OperatingSystem.IsWindows() ? Marshal.StringToCoTaskMemUni(modelPath) : Marshal.StringToCoTaskMemUTF8(modelPath);
        try
        {
            Check(((delegate* unmanaged[Cdecl]<nint, nint, nint, nint*, nint>)_table[OrtSlot.CreateSession])(
                Environment.Pointer, path, options.Pointer, &session));
        }
        finally
        {
            Marshal.FreeCoTaskMem(path);
        }
        return new OrtHandle(this, session, OrtSlot.ReleaseSession);
    }

    /// <summary>Opens a model in memory, which is copied.</summary>
    public OrtHandle CreateSession(ReadOnlyMemory<byte> model, OrtHandle options)
    {
        nint session;
        using var pinned = model.Pin();
        Check(((delegate* unmanaged[Cdecl]<nint, void*, nuint, nint, nint*, nint>)_table[OrtSlot.CreateSessionFromArray])(
            Environment.Pointer, pinned.Pointer, (nuint)model.Length, options.Pointer, &session));
        return new OrtHandle(this, session, OrtSlot.ReleaseSession);
    }
}
