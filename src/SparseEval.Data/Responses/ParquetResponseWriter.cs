using System.Text;

namespace SparseEval.Data;

/// <summary>Writes a history as Parquet: sorted by model, then item, compressed with zstd, in place only when whole.</summary>
internal static class ParquetResponseWriter
{
    // Sorted rows in small groups: the statistics of the column "model" let a reader skip all groups but one model's.
    private const int RowGroupSize = 4096;

    private static readonly (string Name, int Type)[] Columns =
    [
        ("model", DuckDbNative.TypeVarchar), ("item", DuckDbNative.TypeVarchar), ("score", DuckDbNative.TypeDouble), ("input_tokens", DuckDbNative.TypeBigInt), ("output_tokens", DuckDbNative.TypeBigInt),
        ("forward_flops", DuckDbNative.TypeDouble), ("engine_seconds", DuckDbNative.TypeFloat),
    ];

    private const string Table = "CREATE TABLE responses (model VARCHAR NOT NULL, item VARCHAR NOT NULL, score DOUBLE, " +
        "input_tokens BIGINT, output_tokens BIGINT, forward_flops DOUBLE, engine_seconds FLOAT)";

    /// <summary>Rows in any order, which DuckDB sorts, on disk where memory does not suffice.</summary>
    public static void Write(string path, IEnumerable<ResponseRow> rows) => Write(path, connection =>
    {
        Store(connection, rows);
        RequireUnique(connection);
        Copy(connection, "SELECT * FROM responses ORDER BY model, item", path);
    });

    /// <summary>Rows that are sorted by model, then item, by their bytes in UTF-8; none of them are held. The same rows give the same file as by <see cref="Write(string, IEnumerable{ResponseRow})"/>.</summary>
    public static void WriteSorted(string path, IEnumerable<ResponseRow> rows) => Write(path, connection =>
    {
        using var sorted = new SortedResponseRows(rows);
        using var function = new DuckDbRows(connection, "sorted_responses", Columns, sorted.Fill);
        try
        {
            Copy(connection, "SELECT * FROM sorted_responses()", path);
        }
        catch (DuckDbException) when (function.Failure is not null)
        {
            function.Failure.Throw();
        }
    });

    public static void Check(ResponseRow row, long number)
    {
        var fault = string.IsNullOrWhiteSpace(row.Model) ? "an empty model name"
            : string.IsNullOrWhiteSpace(row.Item) ? "an empty item id"
            : row.Score is not (null or (>= 0 and <= 1)) ? FormattableString.Invariant($"score {row.Score}; scores lie in [0, 1], null where missing")
            : row.InputTokens < 0 || row.OutputTokens < 0 ? "a negative number of tokens"
            : !IsAmount(row.ForwardFlops) || !IsAmount(row.EngineSeconds) ? "a cost that is negative or not finite"
            : null;
        if (fault is not null) throw new SparseEvalException($"Response {number} (model '{row.Model}', item '{row.Item}') has {fault}.");
    }

    public static SparseEvalException Twice(string model, string item) => new($"Model '{model}' has two responses on item '{item}'. Write one.");

    private static void Write(string path, Action<DuckDbConnection> write)
    {
        using var connection = new DuckDbConnection(new DuckDbLimits());
        try
        {
            write(connection);
        }
        catch (Exception e) when (e is DuckDbException or IOException or UnauthorizedAccessException or EncoderFallbackException)
        {
            throw new SparseEvalException($"'{path}' cannot be written: {e.Message}", e);
        }
    }

    private static void Copy(DuckDbConnection connection, string rows, string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        var partial = Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.partial");
        try
        {
            connection.Execute($"COPY ({rows}) TO {DuckDbConnection.Literal(partial)} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 9, ROW_GROUP_SIZE {RowGroupSize})");
            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private static void Store(DuckDbConnection connection, IEnumerable<ResponseRow> rows)
    {
        connection.Execute(Table);
        using var appender = new DuckDbAppender(connection, "responses", [.. Columns.Select(column => column.Type)]);
        var written = 0L;
        foreach (var row in rows)
        {
            Check(row, ++written);
            Put(appender.Chunk, appender.NextRow(), row);
        }
        if (written == 0) throw new SparseEvalException("There are no responses to write.");
        appender.Complete();
    }

    private static void Put(DuckDbChunk chunk, int at, ResponseRow row)
    {
        chunk.SetString(0, at, row.Model);
        chunk.SetString(1, at, row.Item);
        chunk.Set(2, at, row.Score);
        chunk.Set(3, at, row.InputTokens);
        chunk.Set(4, at, row.OutputTokens);
        chunk.Set(5, at, row.ForwardFlops);
        chunk.Set(6, at, (float?)row.EngineSeconds);
    }

    private static bool IsAmount(double? amount) => amount is null || (double.IsFinite(amount.Value) && amount >= 0);

    private static void RequireUnique(DuckDbConnection connection)
    {
        using var result = connection.Query("SELECT model, item FROM responses GROUP BY model, item HAVING count(*) > 1 ORDER BY model, item LIMIT 1");
        using var chunk = result.Fetch();
        if (chunk is { Count: > 0 }) throw Twice(chunk.Strings(0)[0]!, chunk.Strings(1)[0]!);
    }
}
