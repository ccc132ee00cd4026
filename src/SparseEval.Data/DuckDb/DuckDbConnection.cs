using System.Globalization;
using System.Runtime.InteropServices;

namespace SparseEval.Data;

/// <summary>A private database in memory that fetches no extension from the network, and one connection to it.</summary>
internal sealed unsafe class DuckDbConnection : IDisposable
{
    private readonly DuckDbDatabaseHandle _database;

    public DuckDbConnection(DuckDbLimits limits)
    {
        limits.Check();
        DuckDbLibrary.Require();
        _database = Open(limits);
        if (DuckDbNative.Connect(_database, out var connection) != 0) throw new SparseEvalException("DuckDB opened no connection.");
        Handle = connection;
    }

    public DuckDbConnectionHandle Handle { get; }

    /// <summary>A text as a literal in SQL.</summary>
    public static string Literal(string text) => text.Contains('\0', StringComparison.Ordinal)
        ? throw new SparseEvalException("A path or name holds a NUL character.")
        : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A name as an identifier in SQL.</summary>
    public static string Identifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public DuckDbResult Query(string sql) => new(Handle, sql);

    /// <summary>The same, fetched as it is made; see <see cref="DuckDbResult.Stream"/>.</summary>
    public DuckDbResult Stream(string sql) => DuckDbResult.Stream(Handle, sql);

    public void Execute(string sql) => Query(sql).Dispose();

    public void Dispose()
    {
        Handle.Dispose();
        _database.Dispose();
    }

    private static DuckDbDatabaseHandle Open(DuckDbLimits limits)
    {
        if (DuckDbNative.CreateConfig(out var config) != 0) throw new SparseEvalException("DuckDB made no configuration.");
        try
        {
            foreach (var (name, value) in Settings(limits))
                if (DuckDbNative.SetConfig(config, name, value) != 0) throw new SparseEvalException($"DuckDB refused the setting {name}={value}.");
            if (DuckDbNative.OpenExt(null, out var database, config, out var error) == 0) return database;
            var message = Marshal.PtrToStringUTF8(error) ?? "no reason given";
            DuckDbNative.Free(error);
            throw new SparseEvalException($"DuckDB did not start: {message}");
        }
        finally
        {
            DuckDbNative.DestroyConfig(ref config);
        }
    }

    private static Dictionary<string, string> Settings(DuckDbLimits limits) => new()
    {
        ["threads"] = limits.Threads.ToString(CultureInfo.InvariantCulture),
        ["memory_limit"] = limits.MemoryMiB.ToString(CultureInfo.InvariantCulture) + "MiB",
        ["temp_directory"] = Path.Combine(Path.GetTempPath(), "sparseeval-duckdb-" + Environment.ProcessId.ToString(CultureInfo.InvariantCulture)),
        ["autoinstall_known_extensions"] = "false",
        ["autoload_known_extensions"] = "false",
    };
}
