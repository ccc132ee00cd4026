using SparseEval.Evaluation;

namespace SparseEval.Bench.Server;

/// <summary>Bytes that are alive, asked of a full collection at chosen moments: before a run, in its middle, at its end, and what its record alone holds.</summary>
internal sealed class HeldMemory(int items) : IProgress<RunProgress>
{
    private long _before, _middle, _end, _record;
    private object? _kept;

    public void Begin() => _before = Alive();

    public void Report(RunProgress value)
    {
        if (_middle == 0 && value.Done >= value.Total / 2) _middle = Alive();
        if (value.Done == value.Total) _end = Alive();
    }

    public void End(object record)
    {
        _kept = record;
        _record = Alive();
        GC.KeepAlive(_kept);
    }

    /// <summary>More than before the run, a number an item each.</summary>
    public override string ToString() => $"{Of(_middle)} {Of(_end)} {Of(_record)}";

    private double Of(long alive) => (alive - _before) / (double)items;

    private static long Alive() => GC.GetTotalMemory(forceFullCollection: true);
}
