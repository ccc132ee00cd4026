using Microsoft.Data.Sqlite;

namespace SparseEval.Evaluation;

/// <summary>SQLite's failures in our words.</summary>
internal static class SqliteFailure
{
    public static string Explain(SqliteException e, SqliteStoreKind kind, string path) => e.SqliteErrorCode switch
    {
        SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED => $"The {kind.Name} '{path}' is in use by another process. {kind.BusyFix}",
        SQLitePCL.raw.SQLITE_NOTADB or SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_FORMAT =>
            $"The {kind.Name} '{path}' is not a readable SQLite file ({e.SqliteErrorCode}). {kind.Fix}",
        SQLitePCL.raw.SQLITE_CANTOPEN => $"The {kind.Name} '{path}' cannot be opened or made. Give a path in an existing folder that may be written to.",
        SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_PERM => $"The {kind.Name} '{path}' may not be written to. Change its permissions, or give another path.",
        SQLitePCL.raw.SQLITE_FULL => $"The disk that holds the {kind.Name} '{path}' is full. Free some space and resume.",
        _ => $"The {kind.Name} '{path}' failed: {e.Message}",
    };
}
