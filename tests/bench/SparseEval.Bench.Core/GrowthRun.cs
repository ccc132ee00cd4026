using System.Diagnostics;
using System.Globalization;

namespace SparseEval.Bench.Core;

/// <summary>Time of the Gaussian factor model's fit at growing numbers of cells, with a given rank (every step takes all cells) and with everything cross-validated (on at most 512 models x 4,096 items).</summary>
internal static class GrowthRun
{
    public static void Run(int models)
    {
        foreach (var warm in new int[]?[] { [8], null }) Fit(models, 2000, warm);
        foreach (var items in new[] { 8000, 16000, 32000, 64000 })
        {
            var (given, chosen) = (Fit(models, items, [8]), Fit(models, items, null));
            var cells = models * (double)items / 1e6;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{models} models x {items} items, {cells:0.0} million cells: rank 8 {Text(given, cells)}; cross-validated {Text(chosen, cells)}"));
        }
    }

    private static string Text((double Wall, double Processor) time, double cells) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.Wall:0.00} s, CPU {time.Processor:0.00} s, {time.Processor / cells:0.000} s a million cells");

    private static (double Wall, double Processor) Fit(int models, int items, int[]? ranks)
    {
        var history = SimulatedHistory.Of(models, items);
        var (watch, start) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        HistoryModels.GaussianFactor(new() { Ranks = ranks }).Fit(history);
        return (watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - start).TotalSeconds);
    }
}
