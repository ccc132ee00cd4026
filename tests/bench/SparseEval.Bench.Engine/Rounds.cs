using System.Diagnostics;

namespace SparseEval.Bench.Engine;

/// <summary>Times variants in turn, so that a busy minute of the machine falls on all of them, and keeps each one's best times. CPU time
/// says more than wall time on a machine that does other work as well.</summary>
internal static class Rounds
{
    public static async Task<(double Wall, double Cpu)[]> RunAsync(IReadOnlyList<Variant> variants, int rounds)
    {
        var best = new (double Wall, double Cpu)[variants.Count];
        Array.Fill(best, (double.PositiveInfinity, double.PositiveInfinity));
        foreach (var variant in variants) await variant.RunAsync();
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < variants.Count; i++)
            {
                var cpu = Environment.CpuUsage.TotalTime;
                var started = Stopwatch.GetTimestamp();
                await variants[i].RunAsync();
                var wall = Stopwatch.GetElapsedTime(started).TotalSeconds;
                best[i] = (Math.Min(best[i].Wall, wall), Math.Min(best[i].Cpu, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds));
            }
        }
        return best;
    }
}
