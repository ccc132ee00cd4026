using System.Diagnostics;
using SparseEval.Data;

namespace SparseEval.Bench.Core;

/// <summary>A history of any size: made (in memory or through Parquet), fitted and planned, with time and the process's peak memory after each step.</summary>
internal static class ScaleRun
{
    public static void Run(int models, int items, string? parquet)
    {
        Say($"{models} models x {items} items = {models * (double)items:0.0e0} binary cells", 0);
        ResponseMatrix history;
        if (parquet is null) history = Timed("made in memory", () => SimulatedHistory.Of(models, items));
        else
        {
            if (!File.Exists(parquet)) Timed("written to Parquet", () => { LargeParquet.Write(parquet, models, items); return 0; });
            Console.WriteLine($"  {new FileInfo(parquet).Length / 1e6:0} MB on disk");
            history = Timed("loaded from Parquet", () => ResponseMatrices.Read(parquet));
        }
        var fit = Timed("Gaussian factor model fitted", () => HistoryModels.GaussianFactor().Fit(history));
        Console.WriteLine($"  {fit}");
        var benchmark = new Benchmark("scale", [.. history.ItemIds.Select(id => new Item(id))]);
        var frame = Timed("frame", () => new SamplingFrame(benchmark, history));
        var plan = new ForecastPlan { Frame = frame, Design = Designs.SimpleRandom(), Estimator = Estimators.Regression(), Seed = 1 };
        var forecast = Timed("half-width of 500 items forecast", () => HalfWidthForecast.Of(plan, 500));
        Console.WriteLine($"  half-width {forecast.Median:0.000} (median of {forecast.Models} past models)");
        Timed("500 items drawn, 10 new models estimated by the fit", () => Estimate(fit, history));
    }

    private static double Estimate(FittedHistoryModel fit, ResponseMatrix history)
    {
        int[] items = [.. Enumerable.Range(0, 500).Select(i => (int)(i * (long)fit.Count / 500))];
        var conditioning = fit.Condition(items);
        return Enumerable.Range(0, 10).Sum(m => conditioning.Infer(Array.ConvertAll(items, i => history[m, i] ?? double.NaN)).FullScore().Value);
    }

    private static T Timed<T>(string what, Func<T> work)
    {
        var watch = Stopwatch.StartNew();
        var result = work();
        Say(what, watch.Elapsed.TotalSeconds);
        return result;
    }

    private static void Say(string what, double seconds)
    {
        using var process = Process.GetCurrentProcess();
        Console.WriteLine($"{what,-52} {seconds,8:0.0} s   CPU {process.TotalProcessorTime.TotalSeconds,8:0.0} s   peak memory {process.PeakWorkingSet64 / 1e6,7:0} MB");
    }
}
