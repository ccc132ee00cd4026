using System.Text.Json;

namespace SparseEval.Evaluation;

/// <summary>What a chat model said. Servers that take thinking out of the text put it beside (<c>reasoning_content</c>, <c>reasoning</c>), and give no text where it has not ended.</summary>
internal static class ChatText
{
    /// <summary>Empty where the model thought, or ran out of tokens, before it said anything; null where the message holds no text.</summary>
    public static string? Of(JsonElement choice)
    {
        var message = choice.GetProperty("message");
        if (Text(message, "content") is { } said) return said;
        return (Text(message, "reasoning_content") ?? Text(message, "reasoning")) is not null || FinishReasons.IsTruncated(choice) ? "" : null;
    }

    private static string? Text(JsonElement message, string name) => message.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
