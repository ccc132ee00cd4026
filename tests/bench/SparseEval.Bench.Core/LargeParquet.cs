using SparseEval.Data;

namespace SparseEval.Bench.Core;

/// <summary>A long table of right-or-wrong scores too large to be written row by row: DuckDB makes the rows itself, one-factor logistic, and writes them as it goes.</summary>
internal static class LargeParquet
{
    public static void Write(string path, int models, int items)
    {
        using var connection = new DuckDbConnection(new DuckDbLimits { Threads = Environment.ProcessorCount });
        connection.Execute($"""
            COPY (
                SELECT printf('m%05d', m) AS model, printf('i%06d', i) AS item,
                    (hash(m, i) % 1048576 / 1048576.0 < 1 / (1 + exp(-((m * 7919 % 1009) / 250.0 - 2 + (i * 104729 % 1013) / 200.0 - 2.5))))::INT::DOUBLE AS score
                FROM (SELECT r // {items} AS m, r % {items} AS i FROM range({(long)models * items}) AS rows(r))
            ) TO {DuckDbConnection.Literal(Path.GetFullPath(path))} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)
            """);
    }
}
