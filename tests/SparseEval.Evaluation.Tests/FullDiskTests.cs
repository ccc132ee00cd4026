namespace SparseEval.Evaluation.Tests;

public class FullDiskTests
{
    private static readonly SqliteStoreKind Kind = new()
    {
        Name = "test store",
        ApplicationId = 0x5350FFFF,
        SchemaVersion = 1,
        Tables = "CREATE TABLE lines (line TEXT NOT NULL);",
        Pragmas = ["PRAGMA journal_mode = WAL"],
        BusyTimeout = TimeSpan.FromSeconds(1),
        Fix = "",
        BusyFix = "",
    };

    [Fact]
    public void A_full_disk_is_told_as_such_and_not_as_a_failed_rollback()
    {
        var path = Path.Combine(Path.GetTempPath(), $"sparseeval-full-{Guid.NewGuid():N}.db");
        try
        {
            using var store = SqliteStore.Open(path, Kind);
            store.Scalar("PRAGMA max_page_count = 4");
            var told = Assert.Throws<SparseEvalException>(() => store.Do(() => store.Transact(() =>
                store.Execute("INSERT INTO lines (line) VALUES ($line)", ("$line", new string('x', 1 << 20))))));
            Assert.Contains("is full", told.Message, StringComparison.Ordinal);
            store.Do(() => store.Transact(() => store.Execute("INSERT INTO lines (line) VALUES ($line)", ("$line", "short"))));
            Assert.Equal(1L, store.Scalar("SELECT COUNT(*) FROM lines"));
        }
        finally
        {
            foreach (var suffix in new[] { "", "-wal", "-shm" }) File.Delete(path + suffix);
        }
    }
}
