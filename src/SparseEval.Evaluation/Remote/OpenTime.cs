using System.Diagnostics;

namespace SparseEval.Evaluation;

/// <summary>How long requests to a server were open for one piece of work. Waits between attempts, for a turn and for what another item's request finds out are no part of it.</summary>
/// <remarks>It flows with the calls that the work makes, and begins anew inside them where a part is counted by itself.</remarks>
internal sealed class OpenTime
{
    private static readonly AsyncLocal<OpenTime?> Current = new();

    private long _ticks;

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(0, Interlocked.Read(ref _ticks));

    /// <summary>Counts what the calling method's own calls ask from now on.</summary>
    public static OpenTime Begin() => Current.Value = new();

    /// <summary>Makes one request, answered or not.</summary>
    public static async ValueTask<T> CountAsync<T>(Func<CancellationToken, ValueTask<T>> request, CancellationToken cancellationToken)
    {
        var (open, started) = (Current.Value, Stopwatch.GetTimestamp());
        try
        {
            return await request(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (open is not null) Interlocked.Add(ref open._ticks, Stopwatch.GetTimestamp() - started);
        }
    }
}
