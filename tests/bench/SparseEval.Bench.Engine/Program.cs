using System.Globalization;
using SparseEval;
using SparseEval.Bench.Engine;
using SparseEval.Data;
using SparseEval.Evaluation;
using SparseEval.Onnx;

// dotnet run -c Release --project tests/bench/SparseEval.Bench.Engine -- [--model FOLDER] [--benchmark FILE] [--items 3840] [--threads 0] [--rounds 5] [--provider cpu] [--pairs | --sweep | --sharing | --overhead | --continuous [--places 16] | --speculative [--draft FOLDER] | --binding | --drawing]
var settings = Settings.Parse(args);
var scorer = Scorers.Auto();
var benchmark = Benchmarks.Read(settings.Benchmark);
var step = Math.Max(1, benchmark.Items.Count / settings.Items);
var subset = new Benchmark(benchmark.Name, [.. benchmark.Items.Where((_, i) => i % step == 0).Take(settings.Items)]);
Console.WriteLine($"{Path.GetFileName(settings.Model)}, {subset.Count} items of {Path.GetFileName(settings.Benchmark)}, {settings.Threads} threads, best of {settings.Rounds} rounds taken in turn");

Dictionary<string, Func<Task>> modes = new()
{
    ["sharing"] = () => new SharingRun(settings, scorer, subset).PrintAsync(),
    ["pairs"] = () => new PairsRun(settings, scorer, subset).PrintAsync(),
    ["overhead"] = () => new OverheadRun(settings, scorer, subset).PrintAsync(),
    ["continuous"] = () => new ContinuousRun(settings).PrintAsync(),
    ["speculative"] = () => new SpeculativeRun(settings, scorer, subset).PrintAsync(),
    ["drawing"] = () =>
    {
        new DrawingRun(settings.Rounds).Print();
        return Task.CompletedTask;
    },
    ["binding"] = () => new BindingRun(settings, scorer, subset).PrintAsync(),
};
if (settings.Only is { } mode && modes.TryGetValue(mode, out var print))
{
    await print();
    return;
}
await using var bench = new Variants(settings, scorer, subset);
var variants = settings.Sweep ? bench.Sweep() : bench.Compare();
var seconds = await Rounds.RunAsync(variants, settings.Rounds);
Console.WriteLine($"{"",-48} {"items/s",10} {"of first",9} {"CPU ms/item",12} {"tokens",9}");
for (var i = 0; i < variants.Count; i++)
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{variants[i].Name,-48} {subset.Count / seconds[i].Wall,10:N0} {seconds[0].Wall / seconds[i].Wall,9:0.000} {1000 * seconds[i].Cpu / subset.Count,12:0.000} {variants[i].Tokens,9:N0}"));
if (bench.Whole is { } run) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"planning was {run.PlanningShare:P1} of the run's wall time; between its first batch and its last the engine was busy {run.Busy.Engine:P1}, the provider {run.Busy.Provider:P1} (a bare loop's provider {bench.Bare!.PassShare:P1}; last round)"));
