namespace SparseEval.Evaluation;

/// <summary>
/// Answers of earlier runs in a SQLite file, which several processes may use at once. The key is the SHA-256 of model hash, provider, precision,
/// all that was asked and the files that were read for it; errors are never kept.
/// </summary>
public sealed class ResponseCache : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SqliteStore _store;
    private readonly ResponseCacheOptions _options;
    private readonly HashSet<byte[]> _found = [];

    private ResponseCache(string path, SqliteStore store, ResponseCacheOptions options) => (Path, _store, _options) = (path, store, options);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Number of answers kept.</summary>
    public long Count
    {
        get
        {
            lock (_lock) return _store.Do(() => (long)_store.Scalar("SELECT COUNT(*) FROM responses")!);
        }
    }

    /// <summary>Opens a cache, or makes one where there is no file.</summary>
    /// <exception cref="SparseEvalException">The file is broken, is something else, or cannot be written to.</exception>
    /// <param name="path">The file; processes on one machine may share it.</param>
    /// <param name="options">Size limit and clock.</param>
    public static ResponseCache Open(string path, ResponseCacheOptions? options = null) => new(path, SqliteStore.Open(path, CacheSchema.Kind), options ?? new());

    /// <summary>What is kept, model by model, the most recently used first.</summary>
    public IReadOnlyList<CachedModel> List()
    {
        lock (_lock)
            return _store.Do(() =>
            {
                using var command = _store.Command("SELECT model, COUNT(*), SUM(LENGTH(CAST(completion AS BLOB))), MAX(used) FROM responses GROUP BY model ORDER BY MAX(used) DESC, model");
                using var row = command.ExecuteReader();
                var models = new List<CachedModel>();
                while (row.Read()) models.Add(new(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3) is > 0 and var used ? DateTimeOffset.FromUnixTimeSeconds(used) : null));
                return models;
            });
    }

    /// <summary>Removes answers that nobody used since a moment, then the least recently used until the rest fits, and gives the disk its room back.</summary>
    /// <param name="unusedSince">Answers last used before this go; null keeps them.</param>
    /// <param name="maxBytes">Most bytes that may stay; null for no limit.</param>
    /// <returns>Answers removed.</returns>
    public long Prune(DateTimeOffset? unusedSince = null, long? maxBytes = null)
    {
        lock (_lock)
            return _store.Do(() =>
            {
                var before = (long)_store.Scalar("SELECT COUNT(*) FROM responses")!;
                Note();
                if (unusedSince is { } moment) _store.Execute("DELETE FROM responses WHERE used < $moment", ("$moment", moment.ToUnixTimeSeconds()));
                if (maxBytes is { } most) _store.Transact(() => Evict(most));
                var after = (long)_store.Scalar("SELECT COUNT(*) FROM responses")!;
                _store.Execute("VACUUM");
                _store.Scalar("PRAGMA wal_checkpoint(TRUNCATE)");
                return before - after;
            });
    }

    /// <summary>Reads every answer and lets SQLite check the file's pages.</summary>
    /// <param name="remove">True removes answers that cannot be read, so that they are asked for again.</param>
    /// <returns>Answers that were there, those that cannot be read, and SQLite's complaints.</returns>
    public CacheCheck Verify(bool remove = false)
    {
        lock (_lock)
            return _store.Do(() =>
            {
                var (answers, broken) = (0L, new List<byte[]>());
                using (var command = _store.Command("SELECT key, completion FROM responses"))
                using (var row = command.ExecuteReader())
                    for (; row.Read(); answers++)
                        if (StoredCheck.Read(null, row.GetString(1)) is null || row.GetFieldValue<byte[]>(0).Length != 32) broken.Add(row.GetFieldValue<byte[]>(0));
                if (remove && broken.Count > 0) _store.Transact(() => broken.ForEach(key => _store.Execute("DELETE FROM responses WHERE key = $key", ("$key", key))));
                var complaint = _store.Scalar("PRAGMA integrity_check") as string;
                return new CacheCheck(answers, broken.Count, complaint == "ok" ? null : complaint);
            });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            lock (_lock) _store.Do(Note);
        }
        catch (SparseEvalException)
        {
            // When an answer was last used is worth less than the run that is ending here.
        }
        _store.Dispose();
    }

    /// <summary>The kept answer to this request with what is read beside it, or null.</summary>
    internal Completion? Find(EngineDescription engine, EngineRequest request, string? content = null)
    {
        var key = CacheKey.Of(engine, request, content);
        lock (_lock)
            return _store.Do(() =>
            {
                if (_store.Scalar("SELECT completion FROM responses WHERE key = $key", ("$key", key)) is not string json) return null;
                if (StoredCheck.Read(request, json) is not { } answer)
                {
                    // The engine's answer is to take its place.
                    _store.Execute("DELETE FROM responses WHERE key = $key", ("$key", key));
                    return null;
                }
                _found.Add(key);
                return answer;
            });
    }

    /// <summary>Keeps answers in one transaction; an answer that is there already stays.</summary>
    internal void Add(EngineDescription engine, IReadOnlyList<(EngineRequest Request, Completion Completion)> answers)
    {
        lock (_lock)
            _store.Do(() => _store.Transact(() =>
            {
                foreach (var (request, completion) in answers)
                    if (completion.Error is null)
                        _store.Execute("INSERT OR IGNORE INTO responses (key, completion, model, used) VALUES ($key, $completion, $model, $used)",
                            ("$key", CacheKey.Of(engine, request, completion.Content)), ("$completion", StoredCompletion.Write(completion)), ("$model", $"{engine.Model} ({engine.Provider})"), ("$used", Now));
                WriteUses();
                if (_options.MaxBytes is { } most && UsedBytes > most) Evict((long)(0.9 * most));
            }));
    }

    private long Now => _options.TimeProvider.GetUtcNow().ToUnixTimeSeconds();

    private long UsedBytes => ((long)_store.Scalar("PRAGMA page_count")! - (long)_store.Scalar("PRAGMA freelist_count")!) * (long)_store.Scalar("PRAGMA page_size")!;

    private void Note()
    {
        if (_found.Count > 0) _store.Transact(WriteUses);
    }

    // Uses are written together: a write for every look-up would hold up the other processes.
    private void WriteUses()
    {
        foreach (var key in _found) _store.Execute("UPDATE responses SET used = $used WHERE key = $key", ("$used", Now), ("$key", key));
        _found.Clear();
    }

    private void Evict(long most)
    {
        for (var count = (long)_store.Scalar("SELECT COUNT(*) FROM responses")!; count > 0 && UsedBytes > most;)
        {
            // The share that is too much, by what an answer takes on average; a little more than needed is no harm, and less is mended by the next round.
            var removed = Math.Max(1, (long)Math.Ceiling(count * (1 - ((double)most / UsedBytes))));
            _store.Execute("DELETE FROM responses WHERE id IN (SELECT id FROM responses ORDER BY used, id LIMIT $removed)", ("$removed", removed));
            count -= removed;
        }
    }
}
