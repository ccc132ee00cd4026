using System.Text;

namespace SparseEval.Data;

/// <summary>Writes a history as Parquet: sorted by model, then item, compressed with zstd, in place only when whole.</summary>
internal static class ParquetResponseWriter
{
    // Sorted rows in small groups: the statistics of the column "model" let a reader skip all groups but one model's.
    private const int RowGroupSize = 4096;

    private const string Table = "CREATE TABLE responses (model VARCHAR NOT NULL, item VARCHAR NOT NULL, score DOUBLE, " +
        "input_tokens BIGINT, output_tokens BIGINT, forward_flops DOUBLE, engine_seconds FLOAT)";

    public static void Write(string path, IEnumerable<ResponseRow> rows)
    {
        using var connection = new DuckDbConnection(new DuckDbLimits());
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        var partial = Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.partial");
        try
        {
            Fill(connection, rows);
            RequireUnique(connection);
            connection.Execute($"COPY (SELECT * FROM responses ORDER BY model, item) TO {DuckDbConnection.Literal(partial)} " +
                $"(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 9, ROW_GROUP_SIZE {RowGroupSize})");
            File.Move(partial, path, overwrite: true);
        }
        catch (Exception e) when (e is DuckDbException or IOException or UnauthorizedAccessException or EncoderFallbackException)
        {
            throw new SparseEvalException($"'{path}' cannot be written: {e.Message}", e);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private static void Fill(DuckDbConnection connection, IEnumerable<ResponseRow> rows)
    {
        connection.Execute(Table);
        using var appender = new DuckDbAppender(connection, "responses", DuckDbNative.TypeVarchar, DuckDbNative.TypeVarchar,
            DuckDbNative.TypeDouble, DuckDbNative.TypeBigInt, DuckDbNative.TypeBigInt, DuckDbNative.TypeDouble, DuckDbNative.TypeFloat);
        var written = 0L;
        foreach (var row in rows)
        {
            Check(row, ++written);
            Add(appender, row);
        }
        if (written == 0) throw new SparseEvalException("There are no responses to write.");
        appender.Complete();
    }

    private static void Add(DuckDbAppender appender, ResponseRow row)
    {
        var at = appender.NextRow();
        var chunk = appender.Chunk;
        chunk.SetString(0, at, row.Model);
        chunk.SetString(1, at, row.Item);
        chunk.Set(2, at, row.Score);
        chunk.Set(3, at, row.InputTokens);
        chunk.Set(4, at, row.OutputTokens);
        chunk.Set(5, at, row.ForwardFlops);
        chunk.Set(6, at, (float?)row.EngineSeconds);
    }

    private static void Check(ResponseRow row, long number)
    {
        var fault = string.IsNullOrWhiteSpace(row.Model) ? "an empty model name"
            : string.IsNullOrWhiteSpace(row.Item) ? "an empty item id"
            : row.Score is not (null or (>= 0 and <= 1)) ? FormattableString.Invariant($"score {row.Score}; scores lie in [0, 1], null where missing")
            : row.InputTokens < 0 || row.OutputTokens < 0 ? "a negative number of tokens"
            : !IsAmount(row.ForwardFlops) || !IsAmount(row.EngineSeconds) ? "a cost that is negative or not finite"
            : null;
        if (fault is not null) throw new SparseEvalException($"Response {number} (model '{row.Model}', item '{row.Item}') has {fault}.");
    }

    private static bool IsAmount(double? amount) => amount is null || (double.IsFinite(amount.Value) && amount >= 0);

    private static void RequireUnique(DuckDbConnection connection)
    {
        using var result = connection.Query("SELECT model, item FROM responses GROUP BY model, item HAVING count(*) > 1 ORDER BY model, item LIMIT 1");
        using var chunk = result.Fetch();
        if (chunk is { Count: > 0 })
            throw new SparseEvalException($"Model '{chunk.Strings(0)[0]}' has two responses on item '{chunk.Strings(1)[0]}'. Write one.");
    }
}
