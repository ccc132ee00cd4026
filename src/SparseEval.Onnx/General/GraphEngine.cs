using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using SparseEval.Evaluation;

namespace SparseEval.Onnx;

/// <summary>Any ONNX model as an engine: items in, labels, numbers or similarities out. Batches run one after another.</summary>
internal sealed class GraphEngine : IInferenceEngine
{
    private readonly GraphSession _session;
    private readonly GraphEngineOptions _options;
    private readonly ITokenizer? _tokenizer;
    private readonly ItemNumbers _numbers;
    private readonly GraphAnswers _answers;
    private readonly SemaphoreSlim _turn = new(1);

    private GraphEngine(OpenedGraph graph, GraphEngineOptions options)
    {
        (_session, _options, _tokenizer, Description) = (graph.Session, options, graph.Tokenizer, graph.Description);
        _numbers = new ItemNumbers(graph.Session.Input, options);
        _answers = new GraphAnswers(options);
    }

    public EngineDescription Description { get; }

    public static GraphEngine Open(GraphEngineOptions options, OrtApi api) => new(OpenedGraph.Open(options, api), options);

    /// <remarks>What a forward pass of an unknown graph costs is not known beforehand; texts count their tokens.</remarks>
    public ComputeCost Predict(EngineRequest request) => new() { InputTokens = _tokenizer is null ? 0 : Texts(request).Sum(t => (long)_tokenizer.EncodeWhole(t).Length) };

    public IReadOnlyList<EngineBatch> Plan(IReadOnlyList<EngineRequest> requests) =>
        [.. requests.OrderByDescending(r => r.Context.Length).Chunk(_options.MaxBatch).Select((chunk, number) => new EngineBatch(number, chunk))];

    public async ValueTask<IReadOnlyList<Completion>> RunAsync(EngineBatch batch, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var started = Stopwatch.GetTimestamp();
            var answers = Run(batch.Requests);
            var share = Stopwatch.GetElapsedTime(started) / batch.Requests.Count;
            return [.. answers.Select((a, i) => a with { Cost = Predict(batch.Requests[i]) with { EngineTime = share } })];
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        _session.Dispose();
    }

    /// <summary>Texts that are run: of similarities the continuations too.</summary>
    private IEnumerable<string> Texts(EngineRequest request) =>
        _options.Answer == GraphAnswer.Embedding && request is LogLikelihoodRequest choice ? choice.Continuations.Select(c => c.Trim()).Prepend(request.Context) : [request.Context];

    /// <summary>A batch that fails is run item by item, so that the item at fault is the only one without an answer.</summary>
    private Completion[] Run(IReadOnlyList<EngineRequest> requests)
    {
        try
        {
            string[][] texts = [.. requests.Select(r => Texts(r).ToArray())];
            var (vectors, contents) = Vectors([.. texts.SelectMany(t => t)]);
            var at = 0;
            return [.. requests.Select((request, i) => _answers.Of(request, vectors[at..(at + texts[i].Length)]) with { Content = Together(contents[at..(at += texts[i].Length)]) })];
        }
        catch (Exception problem) when (problem is OrtException or SparseEvalException)
        {
            return requests.Count > 1
                ? [.. requests.SelectMany(r => Run([r]))]
                : [new Completion { ItemId = requests[0].ItemId, Cost = ComputeCost.Zero, Error = $"Item '{requests[0].ItemId}' has no answer: {problem.Message}" }];
        }
    }

    public string? ContentOf(EngineRequest request) => _tokenizer is null ? Together(Texts(request).Select(_numbers.ContentOf)) : null;

    /// <summary>The digest of an item's file; of several their digests' own.</summary>
    private static string? Together(IEnumerable<string?> contents) => contents.OfType<string>().ToArray() switch
    {
        [] => null,
        [var only] => only,
        var several => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', several)))),
    };

    private (float[][] Vectors, string?[] Contents) Vectors(string[] items)
    {
        if (_tokenizer is null)
        {
            var numbers = Array.ConvertAll(items, _numbers.Read);
            return (Together(Array.ConvertAll(numbers, n => n.Numbers), n => string.Join(',', n.Shape), _session.Run), Array.ConvertAll(numbers, n => n.Content));
        }
        var tokens = Array.ConvertAll(items, _tokenizer.EncodeWhole);
        if (Array.Exists(tokens, t => t.Length == 0)) throw new SparseEvalException("a text of it has no tokens.");
        return (Together(tokens, t => _session.HidesPadding ? 0 : t.Length, _session.Run), new string?[items.Length]);
    }

    /// <summary>Runs those of one key in one pass; vectors in the items' order.</summary>
    private static float[][] Together<T, TKey>(T[] items, Func<T, TKey> key, Func<T[], float[][]> run)
    {
        var vectors = new float[items.Length][];
        foreach (var group in Enumerable.Range(0, items.Length).GroupBy(i => key(items[i])))
        {
            int[] places = [.. group];
            var found = run(Array.ConvertAll(places, p => items[p]));
            for (var i = 0; i < places.Length; i++) vectors[places[i]] = found[i];
        }
        return vectors;
    }
}
