using System.Runtime.InteropServices;

namespace SparseEval.Onnx;

/// <summary>Memory that no collector moves; grows and is used again from call to call.</summary>
internal sealed unsafe class NativeBuffer : IDisposable
{
    private byte* _memory;
    private long _capacity;

    ~NativeBuffer() => Free();

    /// <summary>At least this many bytes; what stood in it is lost when it grows.</summary>
    public byte* Reserve(long bytes)
    {
        // A tensor without elements still wants an address.
        bytes = Math.Max(bytes, 64);
        if (bytes <= _capacity) return _memory;
        Free();
        _capacity = bytes + bytes / 4;
        _memory = (byte*)NativeMemory.AlignedAlloc((nuint)_capacity, 64);
        return _memory;
    }

    /// <summary>Reserves and answers with a span over exactly <paramref name="count"/> elements.</summary>
    public Span<T> Span<T>(int count) where T : unmanaged => new(Reserve((long)count * sizeof(T)), count);

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (_memory is not null) NativeMemory.AlignedFree(_memory);
        _memory = null;
        _capacity = 0;
    }
}
