using System.Diagnostics;

namespace SparseEval.Bench.Server;

/// <summary>What a process measured of itself.</summary>
internal sealed record Figures(double Rate, double CpuMilliseconds, double PeakMegabytes)
{
    /// <param name="items">Worked off.</param>
    /// <param name="elapsed">By the clock.</param>
    /// <param name="cpuBefore">Processor time that the process had taken before.</param>
    public static Figures Of(int items, TimeSpan elapsed, TimeSpan cpuBefore)
    {
        using var self = Process.GetCurrentProcess();
        return new(items / elapsed.TotalSeconds, (self.TotalProcessorTime - cpuBefore).TotalMilliseconds / items, self.PeakWorkingSet64 / 1e6);
    }

    public override string ToString() => $"{Rate:R} {CpuMilliseconds:R} {PeakMegabytes:R}";

    public static Figures Parse(string line) => line.Trim().Split(' ') is [var rate, var cpu, var peak] ? new(double.Parse(rate), double.Parse(cpu), double.Parse(peak))
        : throw new InvalidOperationException($"A process said '{line}'.");
}
