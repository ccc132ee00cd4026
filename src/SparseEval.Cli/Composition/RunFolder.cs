namespace SparseEval.Cli.Composition;

/// <summary>Where one run keeps its journal and its record.</summary>
internal sealed record RunFolder(string Folder)
{
    public string Journal => Path.Combine(Folder, "journal.db");

    public string Record => Path.Combine(Folder, "record.json");

    /// <summary>Moves the journal of an earlier run of the same plan aside, so that nothing of it is lost; null where there was none.</summary>
    public string? SetJournalAside(TimeProvider clock)
    {
        if (!File.Exists(Journal)) return null;
        var aside = Path.Combine(Folder, $"journal-{clock.GetUtcNow():yyyyMMdd-HHmmss-fff}.db");
        foreach (var suffix in new[] { "-wal", "-shm", "" })
            if (File.Exists(Journal + suffix)) File.Move(Journal + suffix, aside + suffix);
        return aside;
    }
}
