namespace SparseEval.Evaluation;

/// <summary>What attempts took that brought no answer which could be read: what their bodies say, else it is unknown. Those that a server turned away before it computed anything took nothing.</summary>
/// <remarks>It flows with the calls that one piece of work makes, as <see cref="OpenTime"/> does.</remarks>
internal sealed class LostAttempts
{
    private static readonly AsyncLocal<LostAttempts?> Current = new();

    private readonly Lock _lock = new();
    private readonly Func<TokenUsage, TokenUsage> _held;
    private TokenUsage _usage;
    private bool _isCounted;

    private LostAttempts(Func<TokenUsage, TokenUsage> held) => _held = held;

    /// <summary>So far.</summary>
    public TokenUsage Usage
    {
        get
        {
            lock (_lock) return _usage;
        }
    }

    /// <summary>Counts what the calling method's own calls lose from now on.</summary>
    /// <param name="held">Holds what a body says to what it can be.</param>
    public static LostAttempts Begin(Func<TokenUsage, TokenUsage>? held = null) => Current.Value = new(held ?? (usage => usage));

    /// <summary>The answer of the attempt under way was read, and what it took is counted by who read it.</summary>
    public void HasCounted()
    {
        lock (_lock) _isCounted = true;
    }

    /// <summary>Makes one attempt.</summary>
    public static async ValueTask<ServerReply> NoteAsync(Func<CancellationToken, ValueTask<ServerReply>> attempt, CancellationToken cancellationToken)
    {
        var lost = Current.Value;
        try
        {
            var reply = await attempt(cancellationToken).ConfigureAwait(false);
            lost?.Add(Of(reply));
            return reply;
        }
        catch (Exception problem)
        {
            lost?.Add(WasSent(problem) ? TokenUsage.Unknown : default);
            throw;
        }
    }

    private void Add(TokenUsage usage)
    {
        lock (_lock)
        {
            if (!_isCounted) _usage += _held(usage);
            _isCounted = false;
        }
    }

    private static TokenUsage Of(ServerReply reply) => reply switch
    {
        { Status: 200, Fault: null } => default,
        _ when SaidUsage.OfBody(reply.Body) is { } said => said,
        { Status: 501 or 503 or (>= 300 and < 500 and not 408) } => default,
        _ => TokenUsage.Unknown,
    };

    private static bool WasSent(Exception problem) => problem is not HttpRequestException
    { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError };
}
