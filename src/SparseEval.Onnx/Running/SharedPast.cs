namespace SparseEval.Onnx;

/// <summary>
/// Key/values of beginnings that many requests share, the latest used kept up to a limit of memory. A beginning is always computed alone and whole, so
/// that what stands here does not depend on what ran before.
/// </summary>
/// <param name="session">The model.</param>
/// <param name="memoryLimit">Most bytes of the session's memory, or null; beginnings take a quarter of it at most.</param>
internal sealed class SharedPast(DecoderSession session, long? memoryLimit) : IDisposable
{
    private readonly long _mostBytes = Math.Min(512L << 20, (memoryLimit ?? long.MaxValue) / 4);

    private readonly LinkedList<(int[] Tokens, ForwardPass Pass)> _latestFirst = new();

    /// <summary>Key/values of one row of these tokens, and whether they had to be computed now.</summary>
    public (KeyValues Past, bool Computed) Of(ReadOnlySpan<int> tokens)
    {
        for (var node = _latestFirst.First; node is not null; node = node.Next)
        {
            if (!tokens.SequenceEqual(node.Value.Tokens)) continue;
            _latestFirst.Remove(node);
            _latestFirst.AddFirst(node);
            return (node.Value.Pass.Present, false);
        }
        var pass = Run(tokens);
        _latestFirst.AddFirst((tokens.ToArray(), pass));
        while (_latestFirst.Count > 1 && _latestFirst.Sum(kept => Bytes(kept.Tokens.Length)) > _mostBytes) Drop();
        return (pass.Present, true);
    }

    /// <summary>Drops all but these tokens' key/values; false where there were no others.</summary>
    public bool FreeOthers(ReadOnlySpan<int> tokens)
    {
        var before = _latestFirst.Count;
        for (var node = _latestFirst.First; node is not null;)
        {
            var next = node.Next;
            if (!tokens.SequenceEqual(node.Value.Tokens))
            {
                node.Value.Pass.Dispose();
                _latestFirst.Remove(node);
            }
            node = next;
        }
        return _latestFirst.Count < before;
    }

    public void Dispose()
    {
        while (_latestFirst.Count > 0) Drop();
    }

    private ForwardPass Run(ReadOnlySpan<int> tokens)
    {
        session.Begin(1, 0, tokens.Length).Set(0, tokens, 0);
        using var nothing = session.EmptyPast(1);
        return session.Run(nothing, tokens.Length, []);
    }

    private void Drop()
    {
        _latestFirst.Last!.Value.Pass.Dispose();
        _latestFirst.RemoveLast();
    }

    private long Bytes(int length) => session.Layout.Past.Sum(p => p.Bytes(1, length));
}
