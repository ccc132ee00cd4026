using SparseEval.Evaluation;
using SparseEval.Onnx;

namespace SparseEval.Bench.Engine;

/// <summary>One way to run all items.</summary>
/// <param name="Name">As printed.</param>
/// <param name="Tokens">Tokens in the batches' first passes, padding included.</param>
/// <param name="RunAsync">Runs them once.</param>
internal sealed record Variant(string Name, long Tokens, Func<Task> RunAsync);

/// <summary>The ways that are compared: all over the same items, model and threads.</summary>
internal sealed class Variants(Settings settings, IScorer scorer, Benchmark benchmark) : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _open = [];
    private readonly EngineRequest[] _requests = [.. benchmark.Items.Select(scorer.CreateRequest)];

    /// <summary>The evaluator's whole line; its planning share is known once it has run.</summary>
    public WholeRun? Whole { get; private set; }

    /// <summary>The loop that all are measured against.</summary>
    public BareLoop? Bare { get; private set; }

    public IReadOnlyList<Variant> Compare()
    {
        var usual = Open(new OnnxEngineOptions { ModelPath = settings.Model });
        var alone = Open(new OnnxEngineOptions { ModelPath = settings.Model, MaxBatch = 1 });
        var plan = usual.Plan(_requests);
        (Bare, Whole) = (new BareLoop(settings, plan), new WholeRun(usual, scorer, benchmark));
        return
        [
            new Variant("bare loop over the session, the same batches", Padded(plan), Bare.RunAsync),
            new Variant("run: draw, engine, journal, estimate, record", Padded(plan), Whole.RunAsync),
            Engine("engine, bucketed by length", usual, plan),
            Engine("engine, batches in order of arrival", usual, Arrival(plan.Max(b => b.Requests.Count))),
            Engine("engine, one by one", alone, alone.Plan(_requests)),
            Engine("engine, bucketed, each option a row of its own", usual, usual.Plan([.. _requests.SelectMany(Separate)])),
        ];
    }

    public IReadOnlyList<Variant> Sweep() =>
    [
        .. from budget in new[] { 256, 512, 1024, 2048, 4096 }
           from batch in new[] { 4, 8, 16, 32, 64 }
           let engine = Open(new OnnxEngineOptions { ModelPath = settings.Model, TokenBudget = budget, MaxBatch = batch })
           select Engine($"budget {budget}, at most {batch} items", engine, engine.Plan(_requests)),
    ];

    public async ValueTask DisposeAsync()
    {
        Bare?.Dispose();
        foreach (var open in _open) await open.DisposeAsync();
    }

    private IInferenceEngine Open(OnnxEngineOptions options)
    {
        var engine = Engines.Onnx(options with { Providers = [settings.Provider], Threads = settings.Threads });
        _open.Add(engine);
        return engine;
    }

    private static Variant Engine(string name, IInferenceEngine engine, IReadOnlyList<EngineBatch> plan) => new(name, Padded(plan), async () =>
    {
        foreach (var batch in plan) await engine.RunAsync(batch, CancellationToken.None);
    });

    private List<EngineBatch> Arrival(int size) =>
        [.. _requests.GroupBy(r => r is GenerationRequest).SelectMany(kind => kind.Chunk(size)).Select((chunk, number) => new EngineBatch(number, chunk))];

    private static IEnumerable<EngineRequest> Separate(EngineRequest request) => request is LogLikelihoodRequest choice
        ? choice.Continuations.Select((option, i) => choice with { ItemId = $"{choice.ItemId}/{i}", Continuations = [option] })
        : [request];

    private static long Padded(IReadOnlyList<EngineBatch> plan) => plan.Sum(b => (long)b.Requests.Count * b.Requests.Max(r => r.Context.Length));
}
