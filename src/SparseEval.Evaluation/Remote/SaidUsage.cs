using System.Text.Json;

namespace SparseEval.Evaluation;

/// <summary>What the body of an answer says that it took.</summary>
internal static class SaidUsage
{
    /// <summary>Above every number that can be true; a million items of these still add up within 64 bits.</summary>
    private const double Most = 1e12;

    /// <summary>Unknown, and never 0, where one of its sides is not said and cannot be worked out from the total.</summary>
    public static TokenUsage Of(JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty("usage", out var usage) || usage.ValueKind != JsonValueKind.Object) return TokenUsage.Unknown;
        var cached = usage.TryGetProperty("prompt_tokens_details", out var details) && details.ValueKind == JsonValueKind.Object ? Number(details, "cached_tokens") ?? 0 : 0;
        var (read, generated, total) = (Number(usage, "prompt_tokens"), Number(usage, "completion_tokens"), Number(usage, "total_tokens"));
        if (total >= read) generated ??= total - read;
        if (total >= generated) read ??= total - generated;
        return new(read ?? 0, generated ?? 0, cached) { IsUnknown = read is null || generated is null };
    }

    /// <summary>That of an answer of any status, whatever its body is; null where it says none.</summary>
    public static TokenUsage? OfBody(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return Of(json.RootElement) is { IsUnknown: false } said ? said : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static long? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= 0 && number == Math.Floor(number)
            ? (long)Math.Min(number, Most) : null;
}
