using System.Diagnostics;
using System.Globalization;

namespace SparseEval.Bench.Core;

/// <summary>How long <see cref="AutoMethod"/> takes to choose, and the chosen design to draw: by the clock and in processor seconds, which a loaded machine changes less.</summary>
internal static class AutoRun
{
    public static void Run(int models, int items, int budget)
    {
        var history = SimulatedHistory.Of(models, items);
        var frame = new SamplingFrame(new Benchmark("simulated", [.. history.ItemIds.Select(id => new Item(id))]), history);
        foreach (var aim in Enum.GetValues<AutoAim>())
        {
            var (watch, start) = (Stopwatch.StartNew(), Processor);
            var method = AutoMethod.Choose(frame, budget, new() { Aim = aim });
            var (chosen, spent) = (watch.Elapsed.TotalSeconds, Processor - start);
            method.Design.Begin(frame, budget, 1).TryNext(new Dictionary<int, double?>(), out _);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{models} models x {items} items, {budget} drawn, aim {aim}: {method.Estimator.Name} on {method.Design.Name} chosen in {chosen:0.00} s (CPU {spent:0.0}), drawn in {watch.Elapsed.TotalSeconds - chosen:0.00} s (CPU {Processor - start - spent:0.0})"));
        }
    }

    private static double Processor => Environment.CpuUsage.TotalTime.TotalSeconds;
}
