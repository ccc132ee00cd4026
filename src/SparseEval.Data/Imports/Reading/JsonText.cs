using System.Text.Json;
using System.Text.Unicode;

namespace SparseEval.Data;

/// <summary>JSON as tools write it: bare NaN and Infinity are read as texts, nesting may be deep.</summary>
internal static class JsonText
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1024, AllowDuplicateProperties = false };

    /// <summary>The first line where it is a whole JSON object and the file is lines of them; else null.</summary>
    public static JsonDocument? FirstLine(string path)
    {
        using var reader = new Utf8LineReader(path);
        var isNamedLines = TextInput.ExtensionOf(path) is ".jsonl" or ".ndjson" or ".jsonlines";
        while (reader.TryRead(out var line))
        {
            if (line.Span.IndexOfAnyExcept(" \t"u8) < 0) continue;
            if (!isNamedLines && (line.Span.TrimStart(" \t"u8)[0] != '{' || line.Span.TrimEnd(" \t"u8)[^1] != '}')) return null;
            JsonDocument first;
            try
            {
                first = Parse(line.ToArray(), $"{path}:{reader.Line}", 0);
            }
            catch (SparseEvalException) when (!isNamedLines)
            {
                return null;
            }
            if (first.RootElement.ValueKind == JsonValueKind.Object && (isNamedLines || HasAnother(reader))) return first;
            if (isNamedLines) throw reader.Error($"a JSON object was expected, not {JsonLines.KindOf(first.RootElement)}.");
            first.Dispose();
            return null;
        }
        return null;
    }

    /// <summary>The file as one JSON value, or null where it does not begin as an object or array.</summary>
    public static JsonDocument? TryDocument(string path)
    {
        var bytes = ReadAll(path);
        var start = bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        var first = bytes.AsSpan(start).IndexOfAnyExcept(" \t\r\n"u8);
        if (first < 0 || bytes[start + first] is not ((byte)'{' or (byte)'[')) return null;
        if (!Utf8.IsValid(bytes)) throw new SparseEvalException($"'{path}' is not UTF-8. Save the file as UTF-8.");
        return Parse(bytes.AsMemory(start), path, 1);
    }

    /// <param name="path">The file.</param>
    /// <param name="number">Is told each line's number before its value comes.</param>
    public static IEnumerable<JsonPlace> Lines(string path, Action<int>? number = null)
    {
        using var reader = new Utf8LineReader(path);
        while (reader.TryRead(out var line))
        {
            if (line.Span.IndexOfAnyExcept(" \t"u8) < 0) continue;
            using var document = Parse(line, $"{path}:{reader.Line}", 0);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw reader.Error($"a JSON object was expected, not {JsonLines.KindOf(document.RootElement)}.");
            number?.Invoke(reader.Line);
            yield return new JsonPlace(document.RootElement, $"{path}:{reader.Line}");
        }
    }

    /// <param name="json">Valid until the document is disposed.</param>
    /// <param name="origin">Where it stands, for messages.</param>
    /// <param name="firstLine">Number of its first line, or 0 where the origin names the line.</param>
    public static JsonDocument Parse(ReadOnlyMemory<byte> json, string origin, int firstLine)
    {
        try
        {
            return JsonDocument.Parse(json, Deep);
        }
        catch (JsonException e)
        {
            if (BareNumbers.Quote(json.Span) is { } quoted) return Parse(quoted, origin, firstLine);
            var place = firstLine > 0 ? $"{origin}:{firstLine + e.LineNumber}" : origin;
            throw new SparseEvalException($"{place}: broken JSON{(e.BytePositionInLine is { } at ? $" at byte {at + 1} of the line" : "")}: {e.Message.Split(" LineNumber:", 2)[0].Split(" Path:", 2)[0]}", e);
        }
        catch (InvalidOperationException e)
        {
            throw new SparseEvalException($"{origin}: a key holds half of a surrogate pair, which is no text.", e);
        }
    }

    private static bool HasAnother(Utf8LineReader reader)
    {
        while (reader.TryRead(out var line))
            if (line.Span.IndexOfAnyExcept(" \t"u8) >= 0) return line.Span.TrimStart(" \t"u8)[0] == '{';
        return false;
    }

    private static byte[] ReadAll(string path)
    {
        using var stream = TextInput.Open(path);
        using var memory = new MemoryStream();
        try
        {
            stream.CopyTo(memory);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new SparseEvalException($"'{path}' cannot be read whole (a document of JSON may have 2 GB): {e.Message}", e);
        }
        return memory.ToArray();
    }
}
