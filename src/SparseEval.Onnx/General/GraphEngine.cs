using System.Diagnostics;
using System.Globalization;
using System.Numerics.Tensors;
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
    private readonly Dictionary<string, int> _labels;
    private readonly SemaphoreSlim _turn = new(1);

    private GraphEngine(GraphSession session, GraphEngineOptions options, ITokenizer? tokenizer, EngineDescription description)
    {
        (_session, _options, _tokenizer, Description) = (session, options, tokenizer, description);
        _numbers = new ItemNumbers(session.Input, options);
        _labels = options.Labels.Select((label, i) => (label, i)).ToDictionary(l => l.label, l => l.i);
    }

    public EngineDescription Description { get; }

    public static GraphEngine Open(GraphEngineOptions options, OrtApi api)
    {
        options.Validate();
        if (!File.Exists(options.ModelPath)) throw new SparseEvalException($"The model '{options.ModelPath}' does not exist; give the path of an .onnx file.");
        var weights = OnnxWeights.Read(options.ModelPath);
        var place = SessionPlace.Of(options);
        var (session, provider, attempts) = ProviderTrial.Open(api, options.ModelPath, options.Providers, place, target => new GraphSession(options, target));
        try
        {
            var folder = session.IsText ? ModelFolder.Open(options.ModelPath) : new ModelFolder(Path.GetFileNameWithoutExtension(options.ModelPath), options.ModelPath, [options.ModelPath]);
            var tokenizer = session.IsText ? TokenizerCatalog.Create(ModelConfig.Read(folder).Tokenizer, folder.ConfigPath) : null;
            return new GraphEngine(session, options, tokenizer, new EngineDescription
            {
                Name = "onnx-graph",
                Model = folder.Name,
                ModelHash = Identity(folder.Hash(weights.Files), options),
                Provider = provider,
                Precision = weights.Precision,
                Threads = place.Threads,
                RuntimeVersion = $"ONNX Runtime {api.Version}",
                Parameters = weights.Parameters,
                Attempts = attempts,
            });
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>The graph's hash and everything by which the same graph answers otherwise; the files that prompts name are held to be what they were.</summary>
    private static string Identity(string hash, GraphEngineOptions options) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n',
        [hash, options.Answer.ToString(), options.Input ?? "", options.Output ?? "", options.Files ?? "", .. options.PixelMean.Concat(options.PixelDeviation).Select(n => n.ToString("R", CultureInfo.InvariantCulture)), .. options.Labels]))));

    /// <remarks>What a forward pass of an unknown graph costs is not known beforehand; texts count their tokens.</remarks>
    public ComputeCost Predict(EngineRequest request) => new() { InputTokens = _tokenizer is null ? 0 : Texts(request).Sum(t => (long)_tokenizer.Encode(t).Length) };

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
            var vectors = Vectors([.. texts.SelectMany(t => t)]);
            var at = 0;
            return [.. requests.Select((request, i) => Answer(request, vectors[at..(at += texts[i].Length)]))];
        }
        catch (Exception problem) when (problem is OrtException or SparseEvalException)
        {
            return requests.Count > 1
                ? [.. requests.SelectMany(r => Run([r]))]
                : [new Completion { ItemId = requests[0].ItemId, Cost = ComputeCost.Zero, Error = $"Item '{requests[0].ItemId}' has no answer: {problem.Message}" }];
        }
    }

    private float[][] Vectors(string[] items)
    {
        if (_tokenizer is null)
        {
            var numbers = Array.ConvertAll(items, _numbers.Read);
            // Of a graph that leaves their count open, items of different counts are run one by one.
            return Array.TrueForAll(numbers, n => n.Length == numbers[0].Length) ? _session.Run(numbers) : throw new SparseEvalException("the items' numbers are not equally many.");
        }
        var tokens = Array.ConvertAll(items, _tokenizer.Encode);
        return Array.Exists(tokens, t => t.Length == 0) ? throw new SparseEvalException("a text of it has no tokens.") : _session.Run(tokens);
    }

    private Completion Answer(EngineRequest request, float[][] vectors)
    {
        var answer = new Completion { ItemId = request.ItemId, Cost = ComputeCost.Zero };
        var first = vectors[0];
        if (Array.Exists(vectors, v => Array.Exists(v, x => !float.IsFinite(x)))) return answer with { Error = $"Item '{request.ItemId}' has no answer: the output holds NaN or infinity." };
        if (_options.Answer == GraphAnswer.Labels && first.Length != _labels.Count)
            throw new SparseEvalException($"the output holds {first.Length} numbers, and {_labels.Count} labels were given.");
        return (_options.Answer, request) switch
        {
            (GraphAnswer.Labels, LogLikelihoodRequest choice) => answer with { LogLikelihoods = Labels(first, choice) },
            (GraphAnswer.Labels, _) => answer with { Text = _options.Labels[TensorPrimitives.IndexOfMax<float>(first)] },
            (GraphAnswer.Embedding, LogLikelihoodRequest) => Similar(answer, [.. vectors.Skip(1).Select(v => (double)TensorPrimitives.CosineSimilarity(first, v))]),
            (GraphAnswer.Number, GenerationRequest) => answer with { Text = first[0].ToString("R", CultureInfo.InvariantCulture) },
            _ => throw new SparseEvalException($"a graph that answers with {_options.Answer} cannot be asked for {(request is GenerationRequest ? "text" : "log-likelihoods")}."),
        };
    }

    private static Completion Similar(Completion answer, double[] cosines) => Array.TrueForAll(cosines, double.IsFinite) ? answer with { LogLikelihoods = cosines, Similarities = cosines }
        : answer with { Error = $"Item '{answer.ItemId}' has no answer: an embedding of length 0 has no direction." };

    private double[] Labels(float[] logits, LogLikelihoodRequest choice)
    {
        var normalizer = new LogProbabilities(logits.Length).Normalizer(logits);
        return [.. choice.Continuations.Select(c => _labels.TryGetValue(c.Trim(), out var label)
            ? logits[label] - normalizer
            : throw new SparseEvalException($"its option '{c.Trim()}' is no label of the model."))];
    }
}
