using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace SparseEval.Evaluation;

/// <summary>A SQLite file of a known kind: opened, checked, and with every failure told in our words.</summary>
internal sealed class SqliteStore : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteStoreKind _kind;
    private readonly string _path;
    private readonly Dictionary<string, SqliteCommand> _statements = new(StringComparer.Ordinal);

    private SqliteStore(string path, SqliteStoreKind kind, SqliteConnection connection) => (_path, _kind, _connection) = (path, kind, connection);

    static SqliteStore() => SQLitePCL.Batteries_V2.Init();

    /// <summary>Opens the file, or makes it with its tables in one transaction.</summary>
    /// <param name="path">A file, or null for memory.</param>
    /// <param name="kind">What the file must be.</param>
    public static SqliteStore Open(string? path, SqliteStoreKind kind)
    {
        var settings = new SqliteConnectionStringBuilder
        {
            DataSource = path is null ? ":memory:" : FullPath(path, kind),
            Pooling = false,
            DefaultTimeout = (int)kind.BusyTimeout.TotalSeconds,
        };
        var store = new SqliteStore(path ?? "in memory", kind, new SqliteConnection(settings.ToString()));
        try
        {
            store.Do(store.Prepare);
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    public T Do<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException e)
        {
            throw new SparseEvalException(SqliteFailure.Explain(e, _kind, _path), e);
        }
        catch (JsonException e)
        {
            throw new SparseEvalException($"The {_kind.Name} '{_path}' holds an answer that cannot be read: {e.Message} {_kind.Fix}", e);
        }
    }

    public void Do(Action work) => Do(() =>
    {
        work();
        return 0;
    });

    /// <summary>Does all of the work or none of it, with the write lock taken at once.</summary>
    public void Transact(Action work)
    {
        Execute("BEGIN IMMEDIATE");
        try
        {
            work();
            Execute("COMMIT");
        }
        catch
        {
            RollBack();
            throw;
        }
    }

    public SqliteCommand Command(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // All SQL here is constant; values travel as parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }

    /// <summary>Runs a statement that answers nothing; its compiled form is kept for the next time.</summary>
    public void Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        if (!_statements.TryGetValue(sql, out var command)) _statements[sql] = command = Command(sql, parameters);
        else
            for (var i = 0; i < parameters.Length; i++) command.Parameters[i].Value = parameters[i].Value ?? DBNull.Value;
        command.ExecuteNonQuery();
    }

    public object? Scalar(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = Command(sql, parameters);
        return command.ExecuteScalar();
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values) statement.Dispose();
        _connection.Dispose();
    }

    // Some failures, a full disk among them, have ended the transaction already; the failure itself is what the user must hear of.
    private void RollBack()
    {
        try
        {
            Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
        }
    }

    // To SQLite an empty path is a file that it deletes, ":memory:" no file and "file:x" an address; a full path is none of these.
    private static string FullPath(string path, SqliteStoreKind kind) => string.IsNullOrWhiteSpace(path)
        ? throw new SparseEvalException($"The path of the {kind.Name} is empty. Name a file.")
        : Path.GetFullPath(path);

    private void Prepare()
    {
        _connection.Open();
        // A file that is not ours must not be changed, not even its journal mode.
        if (!IsEmpty()) Check();
        foreach (var pragma in _kind.Pragmas) Scalar(pragma);
        Transact(() =>
        {
            Upgrade();
            if (IsEmpty()) Execute($"{_kind.Tables} PRAGMA application_id = {_kind.ApplicationId}; PRAGMA user_version = {_kind.SchemaVersion};");
        });
    }

    // Within the write lock, since another process may do the same.
    private void Upgrade()
    {
        while (!IsEmpty() && Scalar("PRAGMA user_version") is long version && version < _kind.SchemaVersion && _kind.Upgrades.TryGetValue(version, out var change))
            Execute($"{change} PRAGMA user_version = {version + 1};");
    }

    private bool IsEmpty() => Scalar("SELECT COUNT(*) FROM sqlite_master") is 0L;

    private void Check()
    {
        if (Scalar("PRAGMA application_id") is not long id || id != _kind.ApplicationId)
            throw new SparseEvalException($"'{_path}' is a SQLite file, but no {_kind.Name} of ours. Give another path.");
        if (Scalar("PRAGMA user_version") is not long version || version != _kind.SchemaVersion && !_kind.Upgrades.ContainsKey(version))
            throw new SparseEvalException($"The {_kind.Name} '{_path}' has schema version {Scalar("PRAGMA user_version")}; this program reads version {_kind.SchemaVersion}. {_kind.Fix}");
    }
}
