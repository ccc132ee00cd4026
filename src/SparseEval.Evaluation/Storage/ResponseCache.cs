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
    private readonly CacheUses _uses;
    private readonly CacheUpkeep _upkeep;

    private ResponseCache(string path, SqliteStore store, ResponseCacheOptions options)
    {
        (Path, _store, _options) = (path, store, options);
        _uses = new(store, options.TimeProvider);
        _upkeep = new(store, _uses);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Number of answers kept.</summary>
    public long Count
    {
        get
        {
            lock (_lock) return _store.Do(() => _upkeep.Count);
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
        lock (_lock) return _store.Do(_upkeep.List);
    }

    /// <summary>Removes answers that nobody used since a moment, then the least recently used until the rest fits, and gives the disk its room back.</summary>
    /// <param name="unusedSince">Answers last used before this go; null keeps them.</param>
    /// <param name="maxBytes">Most bytes that may stay; null for no limit.</param>
    /// <returns>Answers removed.</returns>
    public long Prune(DateTimeOffset? unusedSince = null, long? maxBytes = null)
    {
        lock (_lock) return _store.Do(() => _upkeep.Prune(unusedSince, maxBytes));
    }

    /// <summary>Reads every answer and lets SQLite check the file's pages.</summary>
    /// <param name="remove">True removes answers that cannot be read, so that they are asked for again.</param>
    /// <returns>Answers that were there, those that cannot be read, and SQLite's complaints.</returns>
    public CacheCheck Verify(bool remove = false)
    {
        lock (_lock) return _store.Do(() => _upkeep.Verify(remove));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            lock (_lock) _store.Do(_uses.Note);
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
                _uses.Add(key);
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
                            ("$key", CacheKey.Of(engine, request, completion.Content)), ("$completion", StoredCompletion.Write(completion)), ("$model", $"{engine.Model} ({engine.Provider})"), ("$used", _uses.Now));
                _uses.Write();
                if (_options.MaxBytes is { } most && _upkeep.UsedBytes > most) _upkeep.Evict((long)(0.9 * most));
            }));
    }
}
