using System.Security.Cryptography;
using System.Text.Json;

namespace SparseEval.Evaluation;

/// <summary>An answers file, of which only the places of its lines are held in memory: echoed log-probabilities make it large.</summary>
internal sealed class BatchAnswerFile : IDisposable
{
    private readonly Dictionary<string, (long Offset, int Length)> _lines = new(StringComparer.Ordinal);
    private readonly FileStream _file;
    private readonly Lock _lock = new();

    private BatchAnswerFile(FileStream file) => _file = file;

    /// <summary>SHA-256 of the file in hexadecimal.</summary>
    public string Hash { get; private set; } = "";

    /// <exception cref="SparseEvalException">The file is missing, a line is no answer, or an id is answered twice.</exception>
    public static BatchAnswerFile Open(string path)
    {
        BatchAnswerFile? answers = null;
        try
        {
            answers = new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read));
            answers.Index(path);
            return answers;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            answers?.Dispose();
            throw new SparseEvalException($"The answers file '{path}' cannot be read: {e.Message}", e);
        }
        catch
        {
            answers?.Dispose();
            throw;
        }
    }

    /// <summary>The line that answers this id, or null.</summary>
    public JsonDocument? Find(string id)
    {
        if (!_lines.TryGetValue(id, out var line)) return null;
        var bytes = new byte[line.Length];
        lock (_lock)
        {
            _file.Position = line.Offset;
            _file.ReadExactly(bytes);
        }
        return JsonDocument.Parse(bytes);
    }

    public void Dispose() => _file.Dispose();

    private void Index(string path)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var line = new MemoryStream();
        var (buffer, start, number) = (new byte[1 << 16], 0L, 1);
        while (_file.Read(buffer) is > 0 and var read)
        {
            var rest = buffer.AsSpan(0, read);
            hash.AppendData(rest);
            for (var end = rest.IndexOf((byte)'\n'); end >= 0; end = rest.IndexOf((byte)'\n'))
            {
                line.Write(rest[..end]);
                Note(path, line, start, number++);
                start += line.Length + 1;
                line.SetLength(0);
                rest = rest[(end + 1)..];
            }
            line.Write(rest);
        }
        Note(path, line, start, number);
        Hash = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (_lines.Count == 0) throw new SparseEvalException($"The answers file '{path}' holds no answers. Give what the batch wrote, one JSON object a line.");
    }

    private void Note(string path, MemoryStream line, long start, int number)
    {
        var bytes = line.GetBuffer().AsMemory(0, (int)line.Length);
        // A mark of the byte order is none of the first line's.
        if (number == 1 && bytes.Span.StartsWith("\uFEFF"u8)) (bytes, start) = (bytes[3..], start + 3);
        if (bytes.Span.IndexOfAnyExcept(" \t\r"u8) < 0) return;
        try
        {
            using var json = JsonDocument.Parse(bytes);
            var id = json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("custom_id", out var given) && given.ValueKind == JsonValueKind.String
                ? given.GetString()! : throw new SparseEvalException($"{path}:{number}: the line has no 'custom_id'. Give the batch's answers, not its requests or scores.");
            if (json.RootElement.TryGetProperty("method", out _)) throw new SparseEvalException($"{path}:{number}: this is a request, not an answer. Give the file that the batch wrote.");
            if (!_lines.TryAdd(id, (start, bytes.Length))) throw new SparseEvalException($"{path}:{number}: '{id}' is answered a second time. Keep one answer an item.");
        }
        catch (JsonException e)
        {
            throw new SparseEvalException($"{path}:{number}: the line is no JSON ({e.Message.TrimEnd('.')}); a batch that was cut off must be finished first.", e);
        }
    }
}
