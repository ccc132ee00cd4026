using System.Runtime.InteropServices;

namespace SparseEval.Data;

/// <summary>Adds rows to a table a chunk at a time; single INSERTs would cost milliseconds each.</summary>
internal sealed unsafe class DuckDbAppender : IDisposable
{
    private readonly DuckDbAppenderHandle _handle;
    private int _count;

    public DuckDbAppender(DuckDbConnection connection, string table, params int[] types)
    {
        if (DuckDbNative.CreateAppender(connection.Handle, null, table, out _handle) != 0) throw Failure();
        var logical = stackalloc nint[types.Length];
        for (var i = 0; i < types.Length; i++) logical[i] = DuckDbNative.CreateType(types[i]);
        Chunk = new DuckDbChunk(DuckDbNative.CreateChunk(logical, (ulong)types.Length));
        for (var i = 0; i < types.Length; i++) DuckDbNative.DestroyType(ref logical[i]);
    }

    /// <summary>Where the values of <see cref="NextRow"/> go.</summary>
    public DuckDbChunk Chunk { get; }

    private static int Capacity { get; } = (int)DuckDbNative.VectorSize();

    /// <summary>Begins a row and returns its place in the chunk.</summary>
    public int NextRow()
    {
        if (_count == Capacity) Flush();
        return _count++;
    }

    /// <summary>Hands over what is left; without it the last rows are lost.</summary>
    public void Complete()
    {
        Flush();
        if (DuckDbNative.CloseAppender(_handle) != 0) throw Failure();
    }

    public void Dispose()
    {
        Chunk.Dispose();
        _handle.Dispose();
    }

    private void Flush()
    {
        Chunk.SetCount(_count);
        if (DuckDbNative.AppendChunk(_handle, Chunk.Handle) != 0) throw Failure();
        Chunk.Reset();
        _count = 0;
    }

    private DuckDbException Failure()
    {
        var error = DuckDbNative.AppenderError(_handle);
        var message = Marshal.PtrToStringUTF8(DuckDbNative.ErrorMessage(error)) ?? "the appender failed";
        DuckDbNative.DestroyError(ref error);
        return new DuckDbException(message);
    }
}
