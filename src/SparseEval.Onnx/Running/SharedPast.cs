namespace SparseEval.Onnx;

/// <summary>
/// Key/values of beginnings that many requests share, the latest used kept up to a limit of memory. A beginning is always computed alone and whole, so
/// that what stands here does not depend on what ran before.
/// </summary>
internal sealed class SharedPast(DecoderSession session) : IDisposable
{
    private const long MostBytes = 512L << 20;

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
        while (_latestFirst.Count > 1 && _latestFirst.Sum(kept => Bytes(kept.Tokens.Length)) > MostBytes) Drop();
        return (pass.Present, true);
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
