namespace SparseEval.Evaluation;

/// <summary>Times a process's work on a run.</summary>
internal sealed class RunClock(TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();
    private TimeSpan _planning;

    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    public SessionTimes Times => new(_planning, Elapsed);

    /// <inheritdoc cref="Plan{T}"/>
    public void Plan(Action work) => Plan(() =>
    {
        work();
        return true;
    });

    /// <summary>Does the work and counts its time as planning.</summary>
    public T Plan<T>(Func<T> work)
    {
        var started = time.GetTimestamp();
        try
        {
            return work();
        }
        finally
        {
            _planning += time.GetElapsedTime(started);
        }
    }
}
