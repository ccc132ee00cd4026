using System.Text;

namespace SparseEval.Evaluation;

/// <summary>The lines of a program's output, none of which may take all memory.</summary>
/// <param name="source">UTF-8, whose lines end in any of the usual ways, the last also without.</param>
/// <param name="most">Characters of a line.</param>
/// <param name="divides">True gives longer ones in pieces.</param>
internal sealed class BoundedLines(Stream source, int most, bool divides)
{
    // Not a StreamReader's, which waits for more where a pipe gave just as much as its buffer holds.
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly byte[] _bytes = new byte[8 << 10];
    private readonly char[] _buffer = new char[(8 << 10) + 1];
    private readonly StringBuilder _line = new();
    private int _at, _count;
    private bool _afterReturn, _hasBegun, _hasEnded;

    /// <summary>The next line without its end; null after the last.</summary>
    /// <exception cref="CommandEndedException">It is longer than it may be.</exception>
    public async Task<string?> ReadAsync()
    {
        while (true)
        {
            if (_at == _count && !await FillAsync().ConfigureAwait(false)) return _line.Length > 0 ? Taken() : null;
            if (_afterReturn && _buffer[_at] == '\n') _at++;
            _afterReturn = false;
            if (_at == _count) continue;
            var end = _buffer.AsSpan(_at, _count - _at).IndexOfAny('\r', '\n');
            var length = end < 0 ? _count - _at : end;
            if (_line.Length + length > most)
            {
                if (!divides) throw new CommandEndedException($"the command wrote a line of more than {most >> 20} million characters and was ended", null);
                if (_line.Length > 0) return Taken();
            }
            _line.Append(_buffer, _at, length);
            _at += length;
            if (end < 0) continue;
            _afterReturn = _buffer[_at++] == '\r';
            return Taken();
        }
    }

    /// <summary>False at the end.</summary>
    private async Task<bool> FillAsync()
    {
        for ((_at, _count) = (0, 0); _count == 0 && !_hasEnded;)
        {
            var read = await source.ReadAsync(_bytes).ConfigureAwait(false);
            _hasEnded = read == 0;
            _count = _decoder.GetChars(_bytes.AsSpan(0, read), _buffer, flush: _hasEnded);
        }
        if (_count > 0 && !_hasBegun && _buffer[0] == '\uFEFF') _at++;
        _hasBegun |= _count > 0;
        return _count > 0;
    }

    private string Taken()
    {
        var line = _line.ToString();
        _line.Clear();
        if (_line.Capacity > _buffer.Length * 8) _line.Capacity = _buffer.Length;
        return line;
    }
}
