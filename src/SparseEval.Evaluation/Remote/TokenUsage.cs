namespace SparseEval.Evaluation;

/// <summary>Tokens that a server says it read and generated.</summary>
/// <param name="Read">Prompt tokens, those from the server's prefix cache included.</param>
/// <param name="Generated">Completion tokens.</param>
/// <param name="Cached">Of <paramref name="Read"/>: taken from the server's prefix cache.</param>
internal readonly record struct TokenUsage(long Read, long Generated, long Cached = 0)
{
    /// <summary>The server did not say.</summary>
    public static TokenUsage Unknown { get; } = new() { IsUnknown = true };

    /// <summary>More was taken than these numbers, and nobody said how much.</summary>
    public bool IsUnknown { get; init; }

    public static TokenUsage operator +(TokenUsage left, TokenUsage right) =>
        new(left.Read + right.Read, left.Generated + right.Generated, left.Cached + right.Cached) { IsUnknown = left.IsUnknown || right.IsUnknown };
}
