using System.Collections.Concurrent;
using SparseEval.Evaluation;

namespace SparseEval.TestKit;

/// <summary>An engine that answers from a table: the same answers, costs and batches every time, and failures when asked for.</summary>
public sealed class ScriptedEngine : IInferenceEngine
{
    private readonly Func<EngineRequest, Completion> _answer;
    private readonly ScriptedEngineOptions _options;
    private readonly ConcurrentQueue<string> _ran = new();
    private int _batches;

    /// <summary>Answers by a function; the completion's cost is set by the engine.</summary>
    public ScriptedEngine(Func<EngineRequest, Completion> answer, ScriptedEngineOptions? options = null)
    {
        _answer = answer;
        _options = options ?? new();
        Description = new()
        {
            Name = "scripted",
            Model = _options.Model,
            ModelHash = _options.ModelHash,
            Provider = "cpu",
            Precision = "fp32",
            RuntimeVersion = "1.0",
            Threads = 1,
        };
    }

    /// <summary>Answers so that every item gets its score from the table: 1 is right, 0 is wrong, null is an error.</summary>
    public ScriptedEngine(Benchmark benchmark, IReadOnlyDictionary<string, double?> scores, ScriptedEngineOptions? options = null)
        : this(request => Answer(benchmark.Items[benchmark.IndexOf(request.ItemId)], scores[request.ItemId]), options) { }

    /// <inheritdoc/>
    public EngineDescription Description { get; }

    /// <summary>Ids of all items that were run, in the order in which they were finished.</summary>
    public IReadOnlyCollection<string> Ran => _ran;

    /// <summary>Number of batches that were run.</summary>
    public int Batches => _batches;

    /// <inheritdoc/>
    public ComputeCost Predict(EngineRequest request) => _options.Predicted(request);

    /// <inheritdoc/>
    public IReadOnlyList<EngineBatch> Plan(IReadOnlyList<EngineRequest> requests) =>
        [.. requests.OrderByDescending(r => Predict(r).ForwardFlops).ThenBy(r => r.ItemId, StringComparer.Ordinal).Chunk(_options.BatchSize).Select((chunk, i) => new EngineBatch(i, chunk))];

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Completion>> RunAsync(EngineBatch batch, CancellationToken cancellationToken)
    {
        _options.OnBatch?.Invoke(batch);
        if (_batches == _options.FailsAfterBatches) throw new EngineException($"The scripted engine stops after {_batches} batches.");
        if (_options.Delay > TimeSpan.Zero) await Task.Delay(_options.Delay, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        Completion[] answers = [.. batch.Requests.Select(request => _answer(request) with { Cost = _options.Actual(request) })];
        _batches++;
        foreach (var request in batch.Requests) _ran.Enqueue(request.ItemId);
        if (_options.LogPath is { } log) await File.AppendAllLinesAsync(log, batch.Requests.Select(r => r.ItemId), CancellationToken.None);
        return answers;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>A completion that gets the item the score.</summary>
    public static Completion Answer(Item item, double? score) => score switch
    {
        null => new() { ItemId = item.Id, Cost = ComputeCost.Zero, Error = "scripted failure." },
        _ when !item.IsMultipleChoice => new() { ItemId = item.Id, Cost = ComputeCost.Zero, Text = score == 1 ? item.Answer : WrongAnswer(item), Score = score },
        _ => new()
        {
            ItemId = item.Id,
            Cost = ComputeCost.Zero,
            Text = $"{(char)('A' + (score == 1 ? item.AnswerIndex : (item.AnswerIndex + 1) % item.Options.Count))}",
            Score = score,
            LogLikelihoods = [.. item.Options.Select((_, i) => i == (score == 1 ? item.AnswerIndex : (item.AnswerIndex + 1) % item.Options.Count) ? -1.0 : -1000.0)],
        },
    };

    private static string WrongAnswer(Item item) => double.TryParse(item.Answer, out var number) ? $"{number + 1}" : $"not {item.Answer}";

    /// <summary>A token a character; each continuation reads the context again; an item takes 10 to 30 microseconds a token, by its id.</summary>
    public static ComputeCost ActualCost(EngineRequest request)
    {
        var generated = request is GenerationRequest ? 1 + (int)(Noise(request.ItemId) * 9) : 0;
        var read = ReadTokens(request) + generated;
        return new()
        {
            InputTokens = read,
            OutputTokens = generated,
            ForwardFlops = 1000.0 * read,
            EngineTime = TimeSpan.FromMicroseconds(read * (10 + 20 * Noise(request.ItemId))),
        };
    }

    /// <summary>Exact for multiple choice; for generation, five tokens.</summary>
    public static ComputeCost PredictedCost(EngineRequest request)
    {
        var generated = request is GenerationRequest ? 5 : 0;
        var read = ReadTokens(request) + generated;
        return new() { InputTokens = read, OutputTokens = generated, ForwardFlops = 1000.0 * read };
    }

    private static long ReadTokens(EngineRequest request) => request is LogLikelihoodRequest choice
        ? choice.Continuations.Sum(c => (long)request.Context.Length + c.Length)
        : request.Context.Length;

    /// <summary>In [0, 1), the same for the same id on every machine.</summary>
    private static double Noise(string id) => id.Aggregate(2166136261u, (hash, c) => (hash ^ c) * 16777619u) / (uint.MaxValue + 1.0);
}
