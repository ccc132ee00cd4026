using System.Runtime.InteropServices;

namespace SparseEval.Data;

/// <summary>The rows of a query, fetched chunk by chunk.</summary>
internal sealed unsafe class DuckDbResult : IDisposable
{
    private DuckDbResultStruct _result;
    private bool _disposed;

    public DuckDbResult(DuckDbConnectionHandle connection, string sql)
    {
        fixed (DuckDbResultStruct* result = &_result)
        {
            if (DuckDbNative.Query(connection, sql, result) == 0) return;
            var message = Marshal.PtrToStringUTF8(DuckDbNative.ResultError(result)) ?? "no reason given";
            DuckDbNative.DestroyResult(result);
            throw new DuckDbException(message);
        }
    }

    private DuckDbResult() { }

    /// <summary>A result whose rows are made as they are fetched, so that it is never in memory as a whole.</summary>
    public static DuckDbResult Stream(DuckDbConnectionHandle connection, string sql)
    {
        var failed = DuckDbNative.Prepare(connection, sql, out var statement) != 0;
        try
        {
            if (failed) throw new DuckDbException(Marshal.PtrToStringUTF8(DuckDbNative.PrepareError(statement)) ?? "no reason given");
            var streaming = new DuckDbResult();
            fixed (DuckDbResultStruct* result = &streaming._result)
            {
                if (DuckDbNative.ExecuteStreaming(statement, result) == 0) return streaming;
                var message = Marshal.PtrToStringUTF8(DuckDbNative.ResultError(result)) ?? "no reason given";
                DuckDbNative.DestroyResult(result);
                throw new DuckDbException(message);
            }
        }
        finally
        {
            DuckDbNative.DestroyPrepare(ref statement);
        }
    }

    public IReadOnlyList<string> Columns
    {
        get
        {
            fixed (DuckDbResultStruct* result = &_result)
            {
                var names = new string[DuckDbNative.ColumnCount(result)];
                for (var c = 0; c < names.Length; c++) names[c] = Marshal.PtrToStringUTF8(DuckDbNative.ColumnName(result, (ulong)c))!;
                return names;
            }
        }
    }

    /// <summary>The next rows, valid until disposed; null at the end.</summary>
    public DuckDbChunk? Fetch()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var chunk = DuckDbNative.FetchChunk(_result);
        if (!chunk.IsInvalid) return new DuckDbChunk(chunk);
        chunk.Dispose();
        fixed (DuckDbResultStruct* result = &_result)
            if (Marshal.PtrToStringUTF8(DuckDbNative.ResultError(result)) is { Length: > 0 } message) throw new DuckDbException(message);
        return null;
    }

    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        fixed (DuckDbResultStruct* result = &_result) DuckDbNative.DestroyResult(result);
    }
}
