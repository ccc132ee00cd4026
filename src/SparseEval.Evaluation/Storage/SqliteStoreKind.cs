namespace SparseEval.Evaluation;

/// <summary>What a SQLite file of ours is, and what to tell its user when it cannot be used.</summary>
internal sealed record SqliteStoreKind
{
    public required string Name { get; init; }

    /// <summary>Stands in the file's header and tells our files from others.</summary>
    public required int ApplicationId { get; init; }

    public required int SchemaVersion { get; init; }

    public required string Tables { get; init; }

    /// <summary>From an earlier schema version to the next, by the version that it starts from.</summary>
    public IReadOnlyDictionary<long, string> Upgrades { get; init; } = new Dictionary<long, string>();

    public required IReadOnlyList<string> Pragmas { get; init; }

    /// <summary>How long another process's lock is waited for, in whole seconds.</summary>
    public required TimeSpan BusyTimeout { get; init; }

    public required string Fix { get; init; }

    public required string BusyFix { get; init; }
}
