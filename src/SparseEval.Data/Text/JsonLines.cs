using System.Text;
using System.Text.Json;

namespace SparseEval.Data;

/// <summary>Reads JSON objects, one a line; blank lines are skipped.</summary>
internal static class JsonLines
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Each object is valid until the next one is asked for; <see cref="Utf8LineReader.Line"/> says where it stands.</summary>
    public static IEnumerable<JsonElement> Read(Utf8LineReader reader)
    {
        while (reader.TryRead(out var line))
        {
            if (line.Span.IndexOfAnyExcept(" \t"u8) < 0) continue;
            using var document = Parse(reader, line);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw reader.Error($"a JSON object was expected, not {KindOf(document.RootElement)}. Write one object a line, {{\"id\":...}}.");
            yield return document.RootElement;
        }
    }

    /// <summary>A string as it is, a number or boolean as its JSON text; null for null, objects and arrays.</summary>
    public static string? ScalarText(Utf8LineReader reader, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Text(reader, value),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };

    /// <summary>What the value is, in words for a message.</summary>
    public static string KindOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "null",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.Number => "the number " + value.GetRawText(),
        _ => "a string",
    };

    private static string Text(Utf8LineReader reader, JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw HalfPair(reader, e);
        }
    }

    private static JsonDocument Parse(Utf8LineReader reader, ReadOnlyMemory<byte> line)
    {
        try
        {
            return JsonDocument.Parse(line, Strict);
        }
        catch (JsonException e)
        {
            var at = (int)Math.Min(e.BytePositionInLine ?? 0, line.Length);
            var column = Encoding.UTF8.GetCharCount(line.Span[..at]) + 1;
            var reason = e.Message.Split(" LineNumber:", 2)[0].Split(" Path:", 2)[0];
            throw new SparseEvalException($"{reader.Path}:{reader.Line}:{column}: broken JSON at column {column}: {reason}", e);
        }
        catch (InvalidOperationException e)
        {
            throw HalfPair(reader, e); // in a key: the search for duplicate keys unescapes them
        }
    }

    private static SparseEvalException HalfPair(Utf8LineReader reader, Exception cause) => new(reader.Error(
        "a string holds half of a surrogate pair (\\uD800 to \\uDFFF), which is no text. Write the whole pair or the character.").Message, cause);
}
