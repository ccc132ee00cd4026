using System.Text;

namespace SparseEval.Evaluation;

/// <summary>One answer of a server.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">As it came.</param>
internal sealed record ServerReply(int Status, byte[] Body)
{
    /// <summary>How long the server asks to wait, or null.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What was read from it.</summary>
    public object? Value { get; init; }

    /// <summary>Why it could not be read, or null.</summary>
    public MalformedAnswerException? Fault { get; init; }

    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>True where another attempt may bring a better one.</summary>
    public bool IsWorthAnother => Fault is not null || Status is 408 or 425 or 429 || IsBroken;

    /// <summary>The server has more to do than it can, or than it lets this client have.</summary>
    public bool IsOverload => Status is 429 or 503;

    /// <summary>The server has failed; 501 says that it will never do what was asked.</summary>
    public bool IsBroken => Status is >= 500 and not 501;
}
