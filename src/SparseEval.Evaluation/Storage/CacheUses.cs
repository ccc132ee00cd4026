namespace SparseEval.Evaluation;

/// <summary>When kept answers were last used. Uses are written together: a write for every look-up would hold up the other processes.</summary>
internal sealed class CacheUses(SqliteStore store, TimeProvider time)
{
    private readonly HashSet<byte[]> _found = [];

    /// <summary>As the file has it, in seconds.</summary>
    public long Now => time.GetUtcNow().ToUnixTimeSeconds();

    public void Add(byte[] key) => _found.Add(key);

    /// <summary>In a transaction of their own.</summary>
    public void Note()
    {
        if (_found.Count > 0) store.Transact(Write);
    }

    /// <summary>In the transaction that is open.</summary>
    public void Write()
    {
        foreach (var key in _found) store.Execute("UPDATE responses SET used = $used WHERE key = $key", ("$used", Now), ("$key", key));
        _found.Clear();
    }
}
