namespace SparseEval.Onnx;

/// <summary>A text cut into pieces, one after another in a buffer that is used again. Not for several threads at once.</summary>
internal sealed class Pieces
{
    private char[] _text = new char[1024];
    private (int Start, int Length, bool First)[] _bounds = new (int, int, bool)[64];
    private int _length;

    public int Count { get; private set; }

    /// <summary>Matches of a pattern in the piece at hand; scratch of the splitter that fills these pieces.</summary>
    public List<Match> Matches { get; } = [];

    public ReadOnlySpan<char> this[int index] => _text.AsSpan(_bounds[index].Start, _bounds[index].Length);

    /// <summary>Whether a piece begins where the whole text begins.</summary>
    public bool IsFirst(int index) => _bounds[index].First;

    public void Clear() => (Count, _length) = (0, 0);

    /// <summary>Adds a piece; an empty one is left out.</summary>
    public void Add(ReadOnlySpan<char> piece, bool first)
    {
        if (piece.IsEmpty) return;
        piece.CopyTo(Reserve(piece.Length));
        Commit(piece.Length, first);
    }

    /// <summary>Takes what another holds and gives it what this one held.</summary>
    public void Exchange(Pieces other)
    {
        (_text, other._text) = (other._text, _text);
        (_bounds, other._bounds) = (other._bounds, _bounds);
        (_length, other._length) = (other._length, _length);
        (Count, other.Count) = (other.Count, Count);
    }

    /// <summary>Room to write the next piece into.</summary>
    public Span<char> Reserve(int length)
    {
        if (_length + length > _text.Length) Array.Resize(ref _text, Math.Max(2 * _text.Length, _length + length));
        return _text.AsSpan(_length, length);
    }

    /// <summary>Makes the first characters of the room that was reserved a piece.</summary>
    public void Commit(int length, bool first)
    {
        if (length == 0) return;
        if (Count == _bounds.Length) Array.Resize(ref _bounds, 2 * Count);
        _bounds[Count++] = (_length, length, first);
        _length += length;
    }

    /// <summary>A part of a text that a pattern found, or the part between two of them.</summary>
    internal record struct Match(int Start, int End, bool Found);
}
