using Microsoft.Win32.SafeHandles;

namespace SparseEval.Data;

/// <summary>A database.</summary>
internal sealed class DuckDbDatabaseHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        DuckDbNative.Close(ref handle);
        return true;
    }
}

/// <summary>A connection to a database.</summary>
internal sealed class DuckDbConnectionHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        DuckDbNative.Disconnect(ref handle);
        return true;
    }
}

/// <summary>A batch of rows, stored by column.</summary>
internal sealed class DuckDbChunkHandle(bool ownsHandle) : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle)
{
    public DuckDbChunkHandle()
        : this(ownsHandle: true)
    {
    }

    /// <summary>A batch that DuckDB lends.</summary>
    public static DuckDbChunkHandle Lent(nint chunk)
    {
        var lent = new DuckDbChunkHandle(ownsHandle: false);
        lent.SetHandle(chunk);
        return lent;
    }

    protected override bool ReleaseHandle()
    {
        DuckDbNative.DestroyChunk(ref handle);
        return true;
    }
}

/// <summary>What adds batches to a table.</summary>
internal sealed class DuckDbAppenderHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle() => DuckDbNative.DestroyAppender(ref handle) == 0;
}
