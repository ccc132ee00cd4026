namespace SparseEval.Cli.Composition;

/// <summary>Where one run keeps its journal and its record.</summary>
internal sealed record RunFolder(string Folder)
{
    public string Journal => Path.Combine(Folder, "journal.db");

    /// <summary>True where the journal is a file of no bytes, and nothing waits to be written into it either.</summary>
    public bool HasEmptyJournal => new FileInfo(Journal) is { Exists: true, Length: 0 } && new FileInfo(Journal + "-wal") is not { Exists: true, Length: > 0 };

    public string Record => Path.Combine(Folder, "record.json");

    /// <summary>Costs of probes that this run's ledger counts.</summary>
    public string Probes => Path.Combine(Folder, "probes");

    /// <summary>
    /// Keeps other processes out until it is disposed or the process ends, however it ends. Without it a second run of the same plan would move the
    /// first one's open journal aside.
    /// </summary>
    /// <exception cref="IOException">Another process runs this plan.</exception>
    public IDisposable Lock()
    {
        try
        {
            return new FileStream(Path.Combine(Folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception is not (FileNotFoundException or DirectoryNotFoundException))
        {
            throw new IOException($"Another process is running this plan (folder '{Folder}'). Wait for it to end, or give another --work.", exception);
        }
    }

    /// <summary>
    /// Moves the journal and the record of an earlier run of the same plan aside, so that nothing of it is lost; null where there was no journal.
    /// </summary>
    public string? SetAside(TimeProvider clock)
    {
        var stamp = $"{clock.GetUtcNow():yyyyMMdd-HHmmss-fff}";
        if (File.Exists(Record))
        {
            File.Move(Record, Path.Combine(Folder, $"record-{stamp}.json"));
            // They stand in that record's ledger; those of a run without a record are still to be counted.
            if (Directory.Exists(Probes)) Directory.Move(Probes, Path.Combine(Folder, $"probes-{stamp}"));
        }
        if (!File.Exists(Journal)) return null;
        var aside = Path.Combine(Folder, $"journal-{stamp}.db");
        foreach (var suffix in new[] { "-wal", "-shm", "" })
            if (File.Exists(Journal + suffix)) File.Move(Journal + suffix, aside + suffix);
        return aside;
    }
}
