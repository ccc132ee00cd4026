using System.Diagnostics;
using System.Globalization;
using SparseEval.Evaluation;
using SparseEval.Onnx;

namespace SparseEval.Bench.Engine;

/// <summary>
/// `run` and the bare loop in neighbouring pairs whose order turns from one to the next, so that what the machine does besides falls on both: the share is
/// the median of the pairs' own.
/// </summary>
internal sealed class PairsRun(Settings settings, IScorer scorer, Benchmark benchmark)
{
    public async Task PrintAsync()
    {
        await using var engine = Engines.Onnx(new OnnxEngineOptions { ModelPath = settings.Model, Providers = [settings.Provider], Threads = settings.Threads });
        using var bare = new BareLoop(settings, engine.Plan([.. benchmark.Items.Select(scorer.CreateRequest)]));
        var whole = new WholeRun(engine, scorer, benchmark);
        await bare.RunAsync();
        await whole.RunAsync();
        List<(double Share, double BareMs, double RunMs, double Engine, double Provider, double BareProvider)> pairs = [];
        for (var round = 0; round < settings.Rounds; round++)
        {
            var first = await TimeAsync(round % 2 == 0 ? bare.RunAsync : whole.RunAsync);
            var second = await TimeAsync(round % 2 == 0 ? whole.RunAsync : bare.RunAsync);
            var (loop, run) = round % 2 == 0 ? (first, second) : (second, first);
            pairs.Add((loop / run, loop / benchmark.Count, run / benchmark.Count, whole.Busy.Engine, whole.Busy.Provider, bare.PassShare));
        }
        Console.WriteLine($"provider {engine.Description.Provider}, {pairs.Count} pairs{"",-10} {"median",9} {"least",9} {"most",9}");
        Line("run, of the bare loop (goal 0.97)", pairs.Select(p => p.Share));
        Line("bare loop, ms an item", pairs.Select(p => p.BareMs));
        Line("run, ms an item", pairs.Select(p => p.RunMs));
        Line("engine has work", pairs.Select(p => p.Engine));
        Line("provider in a pass (goal 0.95)", pairs.Select(p => p.Provider));
        Line("provider in a pass, bare loop", pairs.Select(p => p.BareProvider));
    }

    private static async Task<double> TimeAsync(Func<Task> run)
    {
        var started = Stopwatch.GetTimestamp();
        await run();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static void Line(string name, IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        var median = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-34} {median,9:0.000} {sorted[0],9:0.000} {sorted[^1],9:0.000}"));
    }
}
