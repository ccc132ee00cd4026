namespace SparseEval.Evaluation;

/// <summary>Counts what is finished and tells it.</summary>
internal sealed class ProgressTracker(IProgress<RunProgress>? progress, RunClock clock, CostForecast forecast, Benchmark benchmark)
{
    private const double NormalQuantile975 = 1.959964;

    private ConfidenceInterval? _watched;
    private int _total, _done, _cached, _failed;
    private double _sum, _openWork, _workHere, _tokensHere;

    /// <summary>Says how many items the run will finish.</summary>
    public void Expect(int items) => _total = items;

    /// <summary>Of a watched run: the interval so far, valid at any moment.</summary>
    public void Watch(ConfidenceInterval interval) => _watched = interval;

    /// <summary>Takes up items that are to be run, and those among them that an earlier process finished.</summary>
    public void Open(IEnumerable<int> positions, IReadOnlyList<FinishedItem> finished)
    {
        _openWork += positions.Sum(forecast.Work);
        foreach (var entry in finished) Count(entry);
        if (finished.Count > 0) Report();
    }

    /// <summary>Counts a committed batch.</summary>
    public void Finish(IReadOnlyList<FinishedItem> entries)
    {
        foreach (var entry in entries)
        {
            Count(entry);
            if (entry.Cached) continue;
            _workHere += forecast.Work(benchmark.IndexOf(entry.ItemId));
            _tokensHere += entry.Cost.InputTokens + entry.Cost.OutputTokens;
        }
        Report();
    }

    private void Count(FinishedItem entry)
    {
        _done++;
        if (entry.Cached) _cached++;
        if (entry.Score is { } score) _sum += score;
        else _failed++;
        _openWork -= forecast.Work(benchmark.IndexOf(entry.ItemId));
    }

    private void Report()
    {
        if (progress is null) return;
        var elapsed = clock.Elapsed;
        var scored = _done - _failed;
        progress.Report(new RunProgress
        {
            Done = _done,
            Total = _total,
            Cached = _cached,
            Failed = _failed,
            RunningScore = scored == 0 ? null : _sum / scored,
            RunningRange = scored == 0 ? null : Range(scored),
            Watched = _watched,
            TokensPerSecond = elapsed > TimeSpan.Zero ? _tokensHere / elapsed.TotalSeconds : 0,
            Elapsed = elapsed,
            TimeLeft = _workHere > 0 ? elapsed * Math.Max(0, _openWork / _workHere) : null,
        });
    }

    private ConfidenceInterval Range(int scored)
    {
        var open = Math.Max(0, _total - _done);
        double expected = scored + open;
        var mean = _sum / scored;
        var error = Math.Sqrt(mean * (1 - mean) / expected * (1 - Math.Min(1, expected / benchmark.Count)));
        return new(Math.Max(0, _sum / expected - NormalQuantile975 * error), Math.Min(1, (_sum + open) / expected + NormalQuantile975 * error), 0.95, "running");
    }
}
