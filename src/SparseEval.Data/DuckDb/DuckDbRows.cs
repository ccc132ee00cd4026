using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace SparseEval.Data;

/// <summary>Rows made in .NET as a table function that DuckDB reads once, in order, batch by batch: none of them are held.</summary>
internal sealed unsafe class DuckDbRows : IDisposable
{
    private readonly IReadOnlyList<(string Name, int Type)> _columns;
    private readonly Func<DuckDbChunk, int, int> _fill;
    private readonly GCHandle _self;

    /// <param name="connection">Knows the function until it is closed; this must live as long as it is queried.</param>
    /// <param name="name">What the function is called in SQL.</param>
    /// <param name="columns">Names and types.</param>
    /// <param name="fill">Puts rows into a chunk, at most as many as it is told, and returns their number; 0 at the end.</param>
    public DuckDbRows(DuckDbConnection connection, string name, IReadOnlyList<(string Name, int Type)> columns, Func<DuckDbChunk, int, int> fill)
    {
        (_columns, _fill, _self) = (columns, fill, GCHandle.Alloc(this));
        var function = DuckDbNative.CreateTableFunction();
        DuckDbNative.SetFunctionName(function, name);
        DuckDbNative.SetFunctionInfo(function, GCHandle.ToIntPtr(_self), 0);
        DuckDbNative.SetFunctionBind(function, &Bind);
        DuckDbNative.SetFunctionInit(function, &Init);
        DuckDbNative.SetFunctionBody(function, &Fill);
        var registered = DuckDbNative.RegisterTableFunction(connection.Handle, function) == 0;
        DuckDbNative.DestroyTableFunction(ref function);
        if (registered) return;
        Dispose();
        throw new DuckDbException($"the table function {name} was not taken");
    }

    /// <summary>What went wrong while rows were made, which DuckDB reports as a failure of its query.</summary>
    public ExceptionDispatchInfo? Failure { get; private set; }

    public void Dispose()
    {
        if (_self.IsAllocated) _self.Free();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Bind(nint bind)
    {
        foreach (var (name, code) in Of(DuckDbNative.BindInfo(bind))._columns)
        {
            var type = DuckDbNative.CreateType(code);
            DuckDbNative.BindColumn(bind, name, type);
            DuckDbNative.DestroyType(ref type);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Init(nint init) => DuckDbNative.InitThreads(init, 1);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Fill(nint call, nint output)
    {
        var rows = Of(DuckDbNative.FunctionInfo(call));
        try
        {
            using var chunk = new DuckDbChunk(DuckDbChunkHandle.Lent(output));
            chunk.SetCount(rows._fill(chunk, (int)DuckDbNative.VectorSize()));
        }
        catch (Exception e) // none may pass through DuckDB
        {
            rows.Failure = ExceptionDispatchInfo.Capture(e);
            DuckDbNative.FunctionError(call, e.Message);
        }
    }

    private static DuckDbRows Of(nint info) => (DuckDbRows)GCHandle.FromIntPtr(info).Target!;
}
