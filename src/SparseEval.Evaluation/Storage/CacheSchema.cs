namespace SparseEval.Evaluation;

/// <summary>The response cache's file: its tables, and how those of earlier versions become them.</summary>
internal static class CacheSchema
{
    private const string Responses = """
        CREATE TABLE responses (id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, completion TEXT NOT NULL, model TEXT NOT NULL DEFAULT '', used INTEGER NOT NULL DEFAULT 0);
        CREATE INDEX responses_by_use ON responses (used);
        """;

    public static readonly SqliteStoreKind Kind = new()
    {
        Name = "response cache",
        ApplicationId = 0x53504543,
        SchemaVersion = 2,
        // Rows lie in the order of their writing, so that the eviction of old ones frees whole pages; by key they would leave every page half empty.
        Tables = Responses,
        Upgrades = new Dictionary<long, string>
        {
            [1] = """
                ALTER TABLE responses RENAME TO earlier;
                """ + Responses + """
                INSERT INTO responses (key, completion) SELECT key, completion FROM earlier;
                DROP TABLE earlier;
                """,
        },
        Pragmas = ["PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL"],
        BusyTimeout = TimeSpan.FromSeconds(30),
        Fix = "Delete it, or give another path: only saved answers are lost.",
        BusyFix = "Try again, or give another path.",
    };
}
