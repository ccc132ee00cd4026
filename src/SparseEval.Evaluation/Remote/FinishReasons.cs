using System.Text.Json;

namespace SparseEval.Evaluation;

/// <summary>Why a server's choice ended. A text that was withheld or broken off is no answer, and would score 0; one that ran out of tokens is an answer to be remarked on.</summary>
internal static class FinishReasons
{
    /// <exception cref="RefusedRequestException">A filter withheld it: another attempt would meet the filter again.</exception>
    /// <exception cref="MalformedAnswerException">The server broke it off.</exception>
    public static void Require(JsonElement choice) => Require(Of(choice));

    /// <inheritdoc cref="Require(JsonElement)"/>
    public static void Require(string reason)
    {
        if (reason.StartsWith("content_filter", StringComparison.OrdinalIgnoreCase) || reason.Equals("safety", StringComparison.OrdinalIgnoreCase))
            throw new RefusedRequestException($"the server withheld the answer (finish_reason '{reason}')");
        if (reason is "abort" or "error" or "cancelled") throw new MalformedAnswerException($"the server broke the answer off (finish_reason '{reason}')");
    }

    public static bool IsTruncated(JsonElement choice) => IsTruncated(Of(choice));

    public static bool IsTruncated(string reason) => reason is "length" or "max_tokens";

    /// <summary>Empty where nothing is said.</summary>
    public static string Of(JsonElement choice) => choice.ValueKind == JsonValueKind.Object && choice.TryGetProperty("finish_reason", out var reason) && reason.ValueKind == JsonValueKind.String ? reason.GetString()! : "";
}
