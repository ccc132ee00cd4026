using System.Diagnostics;
using System.Globalization;
using SparseEval.Evaluation;
using SparseEval.Onnx;

namespace SparseEval.Bench.Engine;

/// <summary>What a run adds to its engine: the engine's answers are kept from one run and given again at once, so that what is left is ours.</summary>
internal sealed class OverheadRun(Settings settings, IScorer scorer, Benchmark benchmark)
{
    public async Task PrintAsync()
    {
        await using var engine = new Repeating(Engines.Onnx(new OnnxEngineOptions { ModelPath = settings.Model, Providers = ["cpu"], Threads = settings.Threads }));
        var whole = new WholeRun(engine, scorer, benchmark);
        await whole.RunAsync();
        (string Name, Func<Task> Run)[] parts =
        [
            ("run: draw, plan, journal on disk, estimate, record", whole.RunAsync),
            ("the same with the journal in memory", () => new Evaluator(engine, scorer).RunAsync(WholeRun.Plan(benchmark))),
            ("requests and their tokens", () => Task.FromResult(benchmark.Items.Select(scorer.CreateRequest).Select(engine.Predict).ToArray())),
            ("requests, tokens and batches", () => Task.FromResult(engine.Plan([.. benchmark.Items.Select(scorer.CreateRequest)]))),
            ("drawing", () => Task.FromResult(WholeRun.Plan(benchmark).Design.Begin(new(benchmark), benchmark.Count, 17))),
        ];
        var best = new (double Wall, double Cpu)[parts.Length];
        Array.Fill(best, (double.PositiveInfinity, double.PositiveInfinity));
        for (var round = 0; round < 5 * settings.Rounds; round++)
            for (var i = 0; i < parts.Length; i++)
            {
                var (cpu, started) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
                await parts[i].Run();
                best[i] = (Math.Min(best[i].Wall, Stopwatch.GetElapsedTime(started).TotalMilliseconds), Math.Min(best[i].Cpu, (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds));
            }
        Console.WriteLine($"{"answers known beforehand, best of " + (5 * settings.Rounds),-56} {"CPU us/item",12} {"wall us/item",13}");
        for (var i = 0; i < parts.Length; i++)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{parts[i].Name,-56} {1000 * best[i].Cpu / benchmark.Count,12:0.0} {1000 * best[i].Wall / benchmark.Count,13:0.0}"));
    }

    /// <summary>Answers as the engine did the first time.</summary>
    private sealed class Repeating(IInferenceEngine engine) : IInferenceEngine
    {
        private readonly Dictionary<int, IReadOnlyList<Completion>> _answers = [];

        public EngineDescription Description => engine.Description;

        public ComputeCost Predict(EngineRequest request) => engine.Predict(request);

        public IReadOnlyList<EngineBatch> Plan(IReadOnlyList<EngineRequest> requests) => engine.Plan(requests);

        public async ValueTask<IReadOnlyList<Completion>> RunAsync(EngineBatch batch, CancellationToken cancellationToken) =>
            _answers.TryGetValue(batch.Number, out var known) ? known : _answers[batch.Number] = await engine.RunAsync(batch, cancellationToken);

        public ValueTask DisposeAsync() => engine.DisposeAsync();
    }
}
