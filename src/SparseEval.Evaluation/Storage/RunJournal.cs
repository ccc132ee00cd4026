using System.Globalization;

namespace SparseEval.Evaluation;

/// <summary>
/// The durable list of finished items: one transaction a batch, on disk before an item counts. One process owns it, by a lock that the system takes
/// back when the process ends, however it ends.
/// </summary>
internal sealed class RunJournal : IDisposable
{
    private const string PartsTable = " CREATE TABLE parts (item TEXT NOT NULL, part TEXT NOT NULL, completion TEXT NOT NULL, PRIMARY KEY (item, part));";

    private static readonly SqliteStoreKind Kind = new()
    {
        Name = "run journal",
        ApplicationId = 0x5350454A,
        SchemaVersion = 2,
        Tables = """
            CREATE TABLE header (key TEXT PRIMARY KEY, value TEXT NOT NULL);
            CREATE TABLE items (item TEXT NOT NULL, attempt INTEGER NOT NULL, score REAL, completion TEXT NOT NULL,
                source TEXT NOT NULL, batch INTEGER NOT NULL, PRIMARY KEY (item, attempt));
            CREATE TABLE sessions (id INTEGER PRIMARY KEY, started TEXT NOT NULL, planning REAL NOT NULL, wall REAL NOT NULL);
            """ + PartsTable,
        Upgrades = new Dictionary<long, string> { [1] = PartsTable },
        // In this mode the file stays locked from the first transaction to the end of the process.
        Pragmas = ["PRAGMA locking_mode = EXCLUSIVE", "PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL"],
        BusyTimeout = TimeSpan.FromSeconds(1),
        Fix = "Delete it and start the run anew: its finished items cannot be read.",
        BusyFix = "One process runs a journal at a time: wait for it to end, or give another path.",
    };

    private readonly SqliteStore _store;
    private readonly Dictionary<string, FinishedItem> _finished = new(StringComparer.Ordinal);
    private readonly List<FinishedItem> _earlierAttempts = [];
    private long _session;
    private bool _holdsParts;
    private SessionTimes _before = new(TimeSpan.Zero, TimeSpan.Zero);

    private RunJournal(SqliteStore store) => _store = store;

    /// <summary>The latest entry of every finished item.</summary>
    public IReadOnlyDictionary<string, FinishedItem> Finished => _finished;

    /// <summary>Attempts without a score that were made again.</summary>
    public IReadOnlyList<FinishedItem> EarlierAttempts => _earlierAttempts;

    /// <summary>Answers to parts of items that are not finished, those of an earlier process among them.</summary>
    public AnswerParts Parts { get; } = new();

    /// <summary>When the run was begun.</summary>
    public DateTimeOffset Started { get; private set; }

    /// <summary>Opens the journal of a run, or begins one.</summary>
    /// <param name="path">A file, or null for memory.</param>
    /// <param name="run">The run that it must belong to.</param>
    /// <param name="resume">False refuses a journal that holds a run.</param>
    /// <param name="now">The time.</param>
    /// <param name="epochs">Scores of an answer's epochs; null where the run asks each item once.</param>
    /// <param name="content">What an item's answer would depend on now beside its request; null where there is nothing.</param>
    /// <param name="stages">When this process began its first stage of the run; null where it is no run in stages.</param>
    public static RunJournal Open(string? path, RunIdentity run, bool resume, DateTimeOffset now, Func<Completion, IReadOnlyList<double?>?>? epochs = null, Func<string, string?>? content = null, DateTimeOffset? stages = null)
    {
        var journal = new RunJournal(SqliteStore.Open(path, Kind));
        try
        {
            journal._store.Do(() => journal._store.Transact(() => journal.Begin(path, run, resume, stages ?? now, stages is not null, (epochs, content))));
            return journal;
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>Makes a batch durable; its items count from then on.</summary>
    public void Commit(IReadOnlyList<JournalEntry> entries, SessionTimes times)
    {
        _store.Do(() => _store.Transact(() =>
        {
            foreach (var entry in entries) Insert(entry);
            if (_holdsParts) foreach (var entry in entries) _store.Execute("DELETE FROM parts WHERE item = $item", ("$item", entry.ItemId));
            UpdateSession(times);
        }));
        foreach (var entry in entries) Remember(entry.Finished);
        Parts.Forget(entries.Select(entry => entry.ItemId).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>Writes down what was answered of unfinished items, where the run breaks off.</summary>
    public void KeepParts()
    {
        try
        {
            _store.Do(() => _store.Transact(() =>
            {
                foreach (var part in Parts.All)
                    _store.Execute("INSERT OR REPLACE INTO parts (item, part, completion) VALUES ($item, $part, $completion)", ("$item", part.Item), ("$part", part.Name), ("$completion", StoredCompletion.Write(part.Answer)));
            }));
        }
        catch (SparseEvalException)
        {
            // A disk that takes nothing more is what broke the run off, and is told.
        }
    }

    /// <summary>The latest answer of a finished item, from the disk.</summary>
    public Completion Answer(string itemId) => _store.Do(() =>
        StoredCompletion.Read(itemId, (string)_store.Scalar("SELECT completion FROM items WHERE item = $item ORDER BY attempt DESC LIMIT 1", ("$item", itemId))!));

    /// <summary>Notes the time spent so far, and sums it over all processes that worked on the run.</summary>
    public (int Sessions, SessionTimes Times) Close(SessionTimes times) => _store.Do(() =>
    {
        UpdateSession(times);
        using var command = _store.Command("SELECT COUNT(*), SUM(planning), SUM(wall) FROM sessions");
        using var row = command.ExecuteReader();
        row.Read();
        return (row.GetInt32(0), new SessionTimes(TimeSpan.FromSeconds(row.GetDouble(1)), TimeSpan.FromSeconds(row.GetDouble(2))));
    });

    public void Dispose() => _store.Dispose();

    private void Begin(string? path, RunIdentity run, bool resume, DateTimeOffset now, bool staged, (Func<Completion, IReadOnlyList<double?>?>? Epochs, Func<string, string?>? Content) ask)
    {
        if (_store.Scalar("SELECT value FROM header WHERE key = 'run'") is string earlier) Continue(path, run, resume, earlier, ask);
        else
            foreach (var (key, value) in (KeyValuePair<string, string>[])[new("run", run.Json), new("runHash", run.Hash), new("created", now.ToString("O", CultureInfo.InvariantCulture))])
                _store.Execute("INSERT INTO header (key, value) VALUES ($key, $value)", ("$key", key), ("$value", value));
        Started = DateTimeOffset.Parse((string)_store.Scalar("SELECT value FROM header WHERE key = 'created'")!, CultureInfo.InvariantCulture);
        if (staged && Earlier(now)) return;
        _session = (long)_store.Scalar("INSERT INTO sessions (started, planning, wall) VALUES ($started, 0, 0) RETURNING id",
            ("$started", now.ToString("O", CultureInfo.InvariantCulture)))!;
    }

    /// <summary>All stages of one process are one session, told by when it began.</summary>
    private bool Earlier(DateTimeOffset now)
    {
        using var command = _store.Command("SELECT id, planning, wall FROM sessions WHERE started = $started", ("$started", now.ToString("O", CultureInfo.InvariantCulture)));
        using var row = command.ExecuteReader();
        if (!row.Read()) return false;
        (_session, _before) = (row.GetInt64(0), new(TimeSpan.FromSeconds(row.GetDouble(1)), TimeSpan.FromSeconds(row.GetDouble(2))));
        return true;
    }

    private void Continue(string? path, RunIdentity run, bool resume, string earlier, (Func<Completion, IReadOnlyList<double?>?>? Epochs, Func<string, string?>? Content) ask)
    {
        if (!resume) throw new SparseEvalException($"The run journal '{path}' already holds a run. Resume it, delete it, or give another path.");
        if (run.DifferenceFrom(earlier) is { } difference)
            throw new SparseEvalException($"The run journal '{path}' belongs to another run: {difference}. Resume with the same plan and model, or give another path.");
        using var command = _store.Command("SELECT item, score, completion, source, batch FROM items ORDER BY item, attempt");
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            var answer = StoredCompletion.Read(row.GetString(0), row.GetString(2));
            Remember(new JournalEntry(answer, row.IsDBNull(1) ? null : row.GetDouble(1), row.GetString(3) == "cache", row.GetInt32(4)) { Epochs = ask.Epochs?.Invoke(answer) }.Finished);
        }
        ReadParts();
        if (ask.Content is not { } content) return;
        var parts = Parts.All.Where(part => part.Answer.Content is not null).Select(part => new FinishedItem { ItemId = part.Item, Score = null, Cost = part.Answer.Cost, Content = part.Answer.Content });
        ContentCheck.Require([.. _finished.Values, .. parts], content, $"The run journal '{path}'");
    }

    private void ReadParts()
    {
        using var command = _store.Command("SELECT item, part, completion FROM parts");
        using var row = command.ExecuteReader();
        for (; row.Read(); _holdsParts = true) Parts.Keep(row.GetString(0), row.GetString(1), StoredCompletion.Read(row.GetString(0), row.GetString(2)));
    }

    private void Insert(JournalEntry entry) => _store.Execute(
        """
        INSERT INTO items (item, attempt, score, completion, source, batch)
        VALUES ($item, (SELECT COUNT(*) FROM items WHERE item = $item), $score, $completion, $source, $batch)
        """,
        ("$item", entry.ItemId), ("$score", entry.Score), ("$completion", StoredCompletion.Write(entry.Completion)),
        ("$source", entry.Cached ? "cache" : "engine"), ("$batch", entry.Batch));

    private void UpdateSession(SessionTimes times) => _store.Execute("UPDATE sessions SET planning = $planning, wall = $wall WHERE id = $id",
        ("$planning", (_before.Planning + times.Planning).TotalSeconds), ("$wall", (_before.Wall + times.Wall).TotalSeconds), ("$id", _session));

    private void Remember(FinishedItem entry)
    {
        if (_finished.TryGetValue(entry.ItemId, out var earlier)) _earlierAttempts.Add(earlier);
        _finished[entry.ItemId] = entry;
    }
}
