using System.Runtime.InteropServices;

namespace SparseEval.Onnx;

/// <summary>Names as the C API wants them: an array of pointers to UTF-8, made once a session.</summary>
internal sealed unsafe class NameTable : IDisposable
{
    private byte** _pointers;

    public NameTable(IReadOnlyList<string> names)
    {
        Count = names.Count;
        _pointers = (byte**)NativeMemory.AllocZeroed((nuint)Math.Max(1, Count), (nuint)sizeof(byte*));
        for (var i = 0; i < Count; i++) _pointers[i] = (byte*)Marshal.StringToCoTaskMemUTF8(names[i]);
    }

    ~NameTable() => Free();

    public int Count { get; }

    public byte** Pointers => _pointers is null ? throw new ObjectDisposedException(nameof(NameTable)) : _pointers;

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (_pointers is null) return;
        for (var i = 0; i < Count; i++) Marshal.FreeCoTaskMem((nint)_pointers[i]);
        NativeMemory.Free(_pointers);
        _pointers = null;
    }
}
