using System.Text;
using System.Text.Unicode;

namespace SparseEval.Data;

/// <summary>Reads a text file line by line in one buffer, checks that it is UTF-8, and drops a byte order mark.</summary>
internal sealed class Utf8LineReader(string path) : IDisposable
{
    private readonly Stream _stream = TextInput.Open(path);
    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private bool _ended;

    public string Path { get; } = path;

    /// <summary>1-based number of the line that was read last.</summary>
    public int Line { get; private set; }

    /// <summary>The next line without its line break, valid until the next call; false at the end.</summary>
    public bool TryRead(out ReadOnlyMemory<byte> line)
    {
        int length;
        var searched = 0;
        while ((length = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n')) < 0 && !_ended)
        {
            searched = _end - _start;
            Fill();
        }
        if (length >= 0) length += searched;
        line = default;
        if (length < 0 && _start == _end) return false;
        var all = length < 0 ? _buffer.AsMemory(_start, _end - _start) : _buffer.AsMemory(_start, length);
        _start = length < 0 ? _end : _start + length + 1;
        Line++;
        if (Line == 1 && all.Span.StartsWith("\uFEFF"u8)) all = all[3..];
        if (all.Span.EndsWith("\r"u8)) all = all[..^1];
        if (!Utf8.IsValid(all.Span)) throw NotUtf8(all.Span);
        line = all;
        return true;
    }

    /// <summary>A sentence that begins with the file and the line that was read last.</summary>
    public SparseEvalException Error(string sentence) => Error(Line, sentence);

    public SparseEvalException Error(int line, string sentence) => new($"{Path}:{line}: {sentence}");

    public void Dispose() => _stream.Dispose();

    private void Fill()
    {
        if (_start > 0)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
            _end -= _start;
            _start = 0;
        }
        if (_end == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        try
        {
            var read = _stream.Read(_buffer, _end, _buffer.Length - _end);
            _ended = read == 0;
            _end += read;
        }
        catch (InvalidDataException e)
        {
            throw new SparseEvalException($"'{Path}' is a gzip file that is cut short or damaged after line {Line}. Fetch or compress it again.", e);
        }
        catch (IOException e)
        {
            throw new SparseEvalException($"'{Path}' cannot be read after line {Line}: {e.Message}", e);
        }
    }

    private SparseEvalException NotUtf8(ReadOnlySpan<byte> line)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(line[at..], out _, out var width) == System.Buffers.OperationStatus.Done) at += width;
        return Error($"the text is not UTF-8 (byte 0x{line[at]:X2} at byte {at + 1} of the line). Save the file as UTF-8.");
    }
}
