using System.Globalization;
using SparseEval.Evaluation;
using SparseEval.Onnx;

namespace SparseEval.Bench.Engine;

/// <summary>
/// Choices and texts with key/values that stay on the device, against key/values that come back to the processor after every pass: time, and bytes that
/// pass through the processor's memory in one round, where the provider has memory of its own.
/// </summary>
internal sealed class BindingRun(Settings settings, IScorer scorer, Benchmark benchmark)
{
    private const int TextTokens = 32;

    public async Task PrintAsync()
    {
        EngineRequest[] all = [.. benchmark.Items.Select(scorer.CreateRequest)];
        (string Name, EngineRequest[] Requests)[] kinds =
        [
            ("choices", [.. all.OfType<LogLikelihoodRequest>()]),
            ($"texts of {TextTokens} tokens", [.. all.OfType<GenerationRequest>().Select(r => r with { MaxTokens = TextTokens, Stop = [] })]),
        ];
        await using OnnxEngine plain = Open(false), bound = Open(true);
        Console.WriteLine($"provider {bound.Description.Provider}; key/values bound: {bound.Description.KeyValues ?? "in the processor's own memory"}");
        Console.WriteLine($"{"",-50} {"items/s",10} {"of first",9} {"CPU ms/item",12} {"MB to it",10} {"MB back",10}");
        foreach (var (name, requests) in kinds)
        {
            var moved = new (long To, long From)[2];
            Variant[] variants = [.. new[] { plain, bound }.Select((engine, i) => new Variant($"{name}, key/values {(i == 0 ? "to the processor and back" : "bound")}", 0, async () => moved[i] = await RunAsync(engine, requests)))];
            var seconds = await Rounds.RunAsync(variants, settings.Rounds);
            for (var i = 0; i < variants.Length; i++)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{variants[i].Name,-50} {requests.Length / seconds[i].Wall,10:N1} {seconds[0].Wall / seconds[i].Wall,9:0.000} {1000 * seconds[i].Cpu / requests.Length,12:0.000} {moved[i].To / 1e6,10:N3} {moved[i].From / 1e6,10:N3}"));
        }
    }

    private OnnxEngine Open(bool bind) => OnnxEngine.Open(
        new OnnxEngineOptions { ModelPath = settings.Model, Providers = [settings.Provider], Threads = settings.Threads, MaxBatch = settings.Places, KeyValuesOnDevice = bind }, OrtApi.Default);

    private static async Task<(long To, long From)> RunAsync(OnnxEngine engine, EngineRequest[] requests)
    {
        var (to, from) = (engine.Traffic?.ToDevice ?? 0, engine.Traffic?.FromDevice ?? 0);
        foreach (var batch in engine.Plan(requests)) await engine.RunAsync(batch, CancellationToken.None);
        return ((engine.Traffic?.ToDevice ?? 0) - to, (engine.Traffic?.FromDevice ?? 0) - from);
    }
}
