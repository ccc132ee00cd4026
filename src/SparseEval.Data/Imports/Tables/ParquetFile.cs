namespace SparseEval.Data;

/// <summary>A Parquet file (or several of one table) read by DuckDB.</summary>
internal sealed class ParquetFile : IDisposable
{
    private readonly DuckDbConnection _connection;
    private readonly string _path;
    private readonly string _source;

    public ParquetFile(DuckDbLimits limits, string path, params IReadOnlyList<string> shards)
    {
        _path = path;
        _source = Source(shards.Count == 0 ? [path] : shards);
        _connection = new DuckDbConnection(limits);
        try
        {
            using var header = _connection.Query($"SELECT * FROM {_source} LIMIT 0");
            Columns = header.Columns;
        }
        catch (DuckDbException e)
        {
            _connection.Dispose();
            throw Unreadable(e);
        }
    }

    public IReadOnlyList<string> Columns { get; }

    /// <summary>A file's path is neither a pattern nor data: glob characters and ~ stand for themselves, and a folder model=x is no column.</summary>
    public static string Source(IReadOnlyList<string> paths) =>
        $"read_parquet([{string.Join(", ", paths.Select(path => DuckDbConnection.Literal(GlobEscaped(Path.GetFullPath(path)))))}], hive_partitioning = false)";

    /// <summary>The fields of a struct column; empty where it is none.</summary>
    public IReadOnlyList<string> Fields(string column)
    {
        if (!Columns.Contains(column) || !TypeOf(DuckDbConnection.Identifier(column)).StartsWith("STRUCT", StringComparison.Ordinal)) return [];
        using var fields = _connection.Query($"SELECT unnest({DuckDbConnection.Identifier(column)}) FROM {_source} LIMIT 0");
        return fields.Columns;
    }

    /// <summary>An expression's type in DuckDB's words; empty where the table has no rows.</summary>
    public string TypeOf(string expression)
    {
        using var result = _connection.Query($"SELECT typeof({expression})::VARCHAR FROM {_source} LIMIT 1");
        using var chunk = result.Fetch();
        return chunk is { Count: > 0 } ? chunk.Strings(0)[0] ?? "" : "";
    }

    /// <exception cref="SparseEvalException">One of the columns holds lists, structs or maps.</exception>
    public void RequireScalars(IReadOnlyList<string> columns)
    {
        if (columns.Count == 0) return;
        using var result = _connection.Query($"SELECT {string.Join(", ", columns.Select(column => $"typeof({DuckDbConnection.Identifier(column)})::VARCHAR"))} FROM {_source} LIMIT 1");
        using var chunk = result.Fetch();
        if (chunk is not { Count: > 0 }) return;
        for (var i = 0; i < columns.Count; i++)
            if (chunk.Strings(i)[0] is { } type && (type.EndsWith(']') || type.StartsWith("STRUCT", StringComparison.Ordinal) || type.StartsWith("MAP", StringComparison.Ordinal) || type.StartsWith("UNION", StringComparison.Ordinal)))
                throw new SparseEvalException($"'{_path}': column '{columns[i]}' is of type {type}; a text or number is expected.");
    }

    /// <summary>Chunks of the expressions, each of which must be VARCHAR or DOUBLE.</summary>
    public IEnumerable<DuckDbChunk> Read(params IEnumerable<string> expressions)
    {
        using var result = Begin($"SELECT {string.Join(", ", expressions)} FROM {_source}");
        while (Next(result) is { } chunk)
            using (chunk) yield return chunk;
    }

    public void Dispose() => _connection.Dispose();

    private DuckDbResult Begin(string sql)
    {
        try
        {
            return _connection.Stream(sql);
        }
        catch (DuckDbException e)
        {
            throw Unreadable(e);
        }
    }

    private DuckDbChunk? Next(DuckDbResult result)
    {
        try
        {
            return result.Fetch();
        }
        catch (DuckDbException e)
        {
            throw Unreadable(e);
        }
    }

    private SparseEvalException Unreadable(DuckDbException e) => new($"'{_path}' cannot be read as Parquet: {e.Message.ReplaceLineEndings(" ")}", e);

    private static string GlobEscaped(string path) => string.Concat(path.Select(c => c is '*' or '?' or '[' ? $"[{c}]" : c.ToString()));
}
