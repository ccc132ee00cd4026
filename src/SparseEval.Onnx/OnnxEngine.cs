using SparseEval.Evaluation;

namespace SparseEval.Onnx;

/// <summary>A decoder in ONNX Runtime as an engine; batches run one after another.</summary>
internal sealed class OnnxEngine : IInferenceEngine
{
    private readonly DecoderSession _session;
    private readonly DraftModel? _draft;
    private readonly KeptEncodings _encodings;
    private readonly BatchPlanner _planner;
    private readonly CostCount _costs;
    private readonly BatchRunner _runner;
    private readonly SemaphoreSlim _turn = new(1);
    private bool _disposed;

    private OnnxEngine(OpenedDecoder decoder, OnnxEngineOptions options, OnnxEngine? sibling)
    {
        var (session, draft, config, tokenizer, description) = decoder;
        (_session, _draft, Description, EndTokens, Remarks) = (session, draft, description, config.EndTokens, decoder.Remarks);
        _encodings = sibling?._encodings ?? new KeptEncodings(Greedy(new RequestEncoder(tokenizer, config, session.Layout.Vocabulary).Encode, draft));
        _planner = new BatchPlanner(options, new RowRules(session.PadsRows, session.ContinuesRows));
        var flops = new FlopCount(session.Layout, config);
        _costs = new CostCount(flops, draft);
        _runner = new BatchRunner(decoder, options, _encodings, flops, _costs);
    }

    public EngineDescription Description { get; }

    public IReadOnlyList<Diagnostic> Remarks { get; }

    /// <summary>Whether rows of different lengths share a batch.</summary>
    public bool PadsRows => _session.PadsRows;

    /// <summary>What passes through the processor's memory, where the provider has its own; else null.</summary>
    public Traffic? Traffic => _session.Traffic;

    /// <summary>Time in the runtime's passes so far.</summary>
    public TimeSpan PassTime => _session.PassTime + (_draft?.Session.PassTime ?? TimeSpan.Zero);

    /// <summary>Tokens that end a text.</summary>
    public IReadOnlyList<int> EndTokens { get; }

    /// <param name="options">One device; others are <see cref="ParallelEngine"/>'s.</param>
    /// <param name="api">The runtime.</param>
    /// <param name="sibling">A session of the same model, whose tokens are shared; or null.</param>
    public static OnnxEngine Open(OnnxEngineOptions options, OrtApi api, OnnxEngine? sibling = null) => new(OpenedDecoder.Open(options, api), options, sibling);

    /// <summary>With a draft only the likeliest tokens can be had: sampled ones would not follow the model's probabilities.</summary>
    private static Func<EngineRequest, EncodedRequest> Greedy(Func<EngineRequest, EncodedRequest> encode, DraftModel? draft) => draft is null ? encode
        : request => request is GenerationRequest { Sampling.Temperature: > 0 }
            ? throw new SparseEvalException($"Item '{request.ItemId}' asks for sampled text, and a draft model serves greedy text alone. Leave the draft model out, or sample at temperature 0.")
            : encode(request);

    /// <remarks>Generation is predicted at MaxTokens, its upper bound. EngineTime is zero: it depends on the machine, and a run measures it.</remarks>
    public ComputeCost Predict(EngineRequest request) => _costs.Predicted(_encodings.Keep(request));

    /// <inheritdoc/>
    public IReadOnlyList<ComputeCost> PredictTogether(IReadOnlyList<EngineRequest> requests) => PredictTogether(requests, 1);

    /// <inheritdoc cref="TogetherCosts"/>
    public IReadOnlyList<ComputeCost> PredictTogether(IReadOnlyList<EngineRequest> requests, int sessions) =>
        TogetherCosts.Of([.. requests.Select(_encodings.Keep)], Plan(requests), _costs, sessions);

    public IReadOnlyList<EngineBatch> Plan(IReadOnlyList<EngineRequest> requests) =>
        _planner.Plan([.. requests.Select(_encodings.Keep)], item => _costs.Predicted(item).ForwardFlops);

    /// <remarks>Works on the caller's thread: another hop a batch cost 2 % of the small models' speed. The evaluator calls from a thread of its own.</remarks>
    public async ValueTask<IReadOnlyList<Completion>> RunAsync(EngineBatch batch, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _runner.Run(batch, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        if (!_disposed)
        {
            _runner.Dispose();
            _session.Dispose();
            _draft?.Dispose();
        }
        _disposed = true;
        _turn.Release();
    }
}
