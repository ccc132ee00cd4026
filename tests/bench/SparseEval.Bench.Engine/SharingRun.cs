using System.Globalization;
using SparseEval.Evaluation;
using SparseEval.Onnx;

namespace SparseEval.Bench.Engine;

/// <summary>
/// Questions of four options, without and with five solved examples of their family before them: tokens computed and items a second, against each
/// option as a whole row of its own.
/// </summary>
internal sealed class SharingRun(Settings settings, IScorer scorer, Benchmark benchmark)
{
    private const int Options = 4, Examples = 5;

    public async Task PrintAsync()
    {
        var items = benchmark.Items.Where(i => i.IsMultipleChoice && i.Options.Count == Options).ToList();
        var asked = items.ConvertAll(i => (LogLikelihoodRequest)scorer.CreateRequest(i));
        await using var engine = Engines.Onnx(new OnnxEngineOptions { ModelPath = settings.Model, Providers = ["cpu"], Threads = settings.Threads });
        Console.WriteLine($"{items.Count} questions of {Options} options{"",-24} {"tokens",10} {"naive",10} {"ratio",6} {"items/s",9} {"naive",9} {"ratio",6}");
        await PrintAsync("as they stand", engine, asked);
        var shots = items.GroupBy(Family).ToDictionary(f => f.Key, f => string.Concat(f.Take(Examples).Select(i => $"{i.Prompt.TrimEnd()} {i.Answer}\n")));
        List<LogLikelihoodRequest> longer = [.. asked.Zip(items, (r, i) => r with { Context = shots[Family(i)] + r.Context })];
        await PrintAsync($"after {Examples} examples of their family", engine, longer);
    }

    private async Task PrintAsync(string name, IInferenceEngine engine, List<LogLikelihoodRequest> requests)
    {
        List<EngineRequest> separate = [.. requests.SelectMany(r => r.Continuations.Select((c, i) => r with { ItemId = $"{r.ItemId}/{i}", Continuations = [c] }))];
        var (shared, naive) = (engine.Plan(requests), engine.Plan(separate).Select(batch => batch with { SharedTokens = 0 }).ToList());
        var tokens = (Shared: 0L, Naive: 0L);
        var seconds = await Rounds.RunAsync(
            [new Variant("shared", 0, async () => tokens.Shared = await RunAsync(engine, shared)), new Variant("naive", 0, async () => tokens.Naive = await RunAsync(engine, naive))], settings.Rounds);
        // The first run, before the rounds, computed the beginnings; the rounds find them: counted is each once more.
        tokens.Shared += shared.Where(b => b.SharedTokens > 0).DistinctBy(b => b.Requests[0].Context[..b.SharedTokens]).Sum(b => b.SharedTokens);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-50} {tokens.Shared,10:N0} {tokens.Naive,10:N0} {(double)tokens.Shared / tokens.Naive,6:0.00} {requests.Count / seconds[0].Wall,9:N0} {requests.Count / seconds[1].Wall,9:N0} {seconds[1].Wall / seconds[0].Wall,6:0.00}"));
    }

    private static async Task<long> RunAsync(IInferenceEngine engine, IReadOnlyList<EngineBatch> plan)
    {
        var tokens = 0L;
        foreach (var batch in plan) tokens += (await engine.RunAsync(batch, CancellationToken.None)).Sum(c => c.Cost.InputTokens);
        return tokens;
    }

    private static string Family(Item item) => item.Fields.GetValueOrDefault("family") ?? item.Prompt.Split(' ')[0];
}
