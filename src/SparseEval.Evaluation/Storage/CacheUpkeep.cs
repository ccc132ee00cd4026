namespace SparseEval.Evaluation;

/// <summary>What is done with all answers of a cache at once: listing, pruning, checking. The caller holds the file for itself.</summary>
internal sealed class CacheUpkeep(SqliteStore store, CacheUses uses)
{
    public long Count => (long)store.Scalar("SELECT COUNT(*) FROM responses")!;

    /// <summary>Bytes that answers take in the file.</summary>
    public long UsedBytes => ((long)store.Scalar("PRAGMA page_count")! - (long)store.Scalar("PRAGMA freelist_count")!) * (long)store.Scalar("PRAGMA page_size")!;

    /// <inheritdoc cref="ResponseCache.List"/>
    public IReadOnlyList<CachedModel> List()
    {
        using var command = store.Command("SELECT model, COUNT(*), SUM(LENGTH(CAST(completion AS BLOB))), MAX(used) FROM responses GROUP BY model ORDER BY MAX(used) DESC, model");
        using var row = command.ExecuteReader();
        var models = new List<CachedModel>();
        while (row.Read()) models.Add(new(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3) is > 0 and var used ? DateTimeOffset.FromUnixTimeSeconds(used) : null));
        return models;
    }

    /// <inheritdoc cref="ResponseCache.Prune"/>
    public long Prune(DateTimeOffset? unusedSince, long? maxBytes)
    {
        var before = Count;
        uses.Note();
        if (unusedSince is { } moment) store.Execute("DELETE FROM responses WHERE used < $moment", ("$moment", moment.ToUnixTimeSeconds()));
        if (maxBytes is { } most) store.Transact(() => Evict(most));
        var after = Count;
        store.Execute("VACUUM");
        store.Scalar("PRAGMA wal_checkpoint(TRUNCATE)");
        return before - after;
    }

    /// <inheritdoc cref="ResponseCache.Verify"/>
    public CacheCheck Verify(bool remove)
    {
        var (answers, broken) = (0L, new List<byte[]>());
        using (var command = store.Command("SELECT key, completion FROM responses"))
        using (var row = command.ExecuteReader())
            for (; row.Read(); answers++)
                if (StoredCheck.Read(null, row.GetString(1)) is null || row.GetFieldValue<byte[]>(0).Length != 32) broken.Add(row.GetFieldValue<byte[]>(0));
        if (remove && broken.Count > 0) store.Transact(() => broken.ForEach(key => store.Execute("DELETE FROM responses WHERE key = $key", ("$key", key))));
        var complaint = store.Scalar("PRAGMA integrity_check") as string;
        return new CacheCheck(answers, broken.Count, complaint == "ok" ? null : complaint);
    }

    /// <summary>Removes the least recently used until the rest fits; in the transaction that is open.</summary>
    public void Evict(long most)
    {
        for (var count = Count; count > 0 && UsedBytes > most;)
        {
            // The share that is too much, by what an answer takes on average; a little more than needed is no harm, and less is mended by the next round.
            var removed = Math.Max(1, (long)Math.Ceiling(count * (1 - ((double)most / UsedBytes))));
            store.Execute("DELETE FROM responses WHERE id IN (SELECT id FROM responses ORDER BY used, id LIMIT $removed)", ("$removed", removed));
            count -= removed;
        }
    }
}
