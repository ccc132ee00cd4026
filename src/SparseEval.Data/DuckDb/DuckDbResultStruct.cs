using System.Runtime.InteropServices;

namespace SparseEval.Data;

/// <summary>duckdb_result: passed by value to the fetching call, so its size matters; the deprecated fields are never read.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct DuckDbResultStruct
{
    private readonly ulong _columnCount;
    private readonly ulong _rowCount;
    private readonly ulong _rowsChanged;
    private readonly nint _columns;
    private readonly nint _errorMessage;
    private readonly nint _internalData;
}
