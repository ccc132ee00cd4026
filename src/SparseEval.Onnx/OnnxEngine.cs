using System.Diagnostics;
using SparseEval.Evaluation;

namespace SparseEval.Onnx;

/// <summary>A decoder in ONNX Runtime as an engine; batches run one after another.</summary>
internal sealed class OnnxEngine : IInferenceEngine
{
    /// <summary>Single items that fail one after another before the engine is held to be at fault.</summary>
    private const int FaultsOfALostDevice = 3;

    private readonly DecoderSession _session;
    private readonly KeptEncodings _encodings;
    private readonly BatchPlanner _planner;
    private readonly CostCount _costs;
    private readonly LogLikelihoodPass _logLikelihoods;
    private readonly GenerateRows _generate;
    private readonly DraftModel? _draft;
    private readonly SharedPast _shared;
    private readonly int _places;
    private readonly GpuEnergyCounter? _energy;
    private readonly SemaphoreSlim _turn = new(1);
    private int _faultsInARow;
    private bool _disposed;

    private delegate Answer[] GenerateRows(IReadOnlyList<EncodedRequest> items, KeyValues? beginning, int places, CancellationToken cancellationToken);

    private OnnxEngine(OpenedDecoder decoder, OnnxEngineOptions options, OnnxEngine? sibling)
    {
        var (session, draft, config, tokenizer, description) = decoder;
        (_session, _draft, Description, EndTokens, Remarks) = (session, draft, description, config.EndTokens, decoder.Remarks);
        _encodings = sibling?._encodings ?? new KeptEncodings(Greedy(new RequestEncoder(tokenizer, config, session.Layout.Vocabulary).Encode, draft));
        _planner = new BatchPlanner(options, new RowRules(session.PadsRows, session.ContinuesRows));
        var flops = new FlopCount(session.Layout, config);
        _costs = new CostCount(flops, draft);
        _logLikelihoods = new LogLikelihoodPass(session);
        _generate = draft is null
            ? new GenerationPass(session, tokenizer, config.EndTokens, options.TokenBudget).Run
            : new SpeculativePass(session, flops, draft, item => new GeneratedRow(item, tokenizer, config.EndTokens), options.TokenBudget).Run;
        _shared = new SharedPast(session);
        _places = options.MaxBatch;
        _energy = description.Provider == "cpu" ? null : GpuEnergyCounter.TryOpen(options.Devices[0]);
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

    public IReadOnlyList<EngineBatch> Plan(IReadOnlyList<EngineRequest> requests) =>
        _planner.Plan([.. requests.Select(_encodings.Keep)], item => _costs.Predicted(item).ForwardFlops);

    /// <remarks>Works on the caller's thread: another hop a batch cost 2 % of the small models' speed. The evaluator calls from a thread of its own.</remarks>
    public async ValueTask<IReadOnlyList<Completion>> RunAsync(EngineBatch batch, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return Run(batch, cancellationToken);
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
            _shared.Dispose();
            _session.Dispose();
            _draft?.Dispose();
        }
        _disposed = true;
        _turn.Release();
    }

    private Completion[] Run(EngineBatch batch, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var energy = _energy?.Joules;
        var items = batch.Requests.Select(_encodings.Take).ToArray();
        var answers = Array.ConvertAll(items, i => new Answer { Error = i.Error });
        var beginning = new Beginning(_shared, Common(items, batch.SharedTokens));
        // A planned batch is one group; the grouping serves callers that make their own.
        var runnable = Enumerable.Range(0, items.Length).Where(i => items[i].Error is null);
        foreach (var group in runnable.GroupBy(i => (items[i].IsGeneration, _session.PadsRows ? 0 : items[i].Shared.Length)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var found = RunGroup([.. group.Select(i => items[i])], beginning, cancellationToken);
            foreach (var (i, answer) in group.Zip(found)) answers[i] = answer;
        }
        ComputeCost[] costs = [.. items.Select((item, i) => item.Error is null ? _costs.Of(item, answers[i], beginning.Length) : ComputeCost.Zero)];
        if (beginning.Computed) costs[Array.FindIndex(items, i => i.Error is null)] += _costs.OfBeginning(beginning.Length);
        return CostCount.Share(items, answers, costs, Stopwatch.GetElapsedTime(started), _energy?.Joules - energy);
    }

    /// <summary>The tokens that the plan says all begin with; none where they do not, which a batch that no plan made may claim.</summary>
    private ReadOnlyMemory<int> Common(EncodedRequest[] items, int length)
    {
        var first = Array.Find(items, i => i.Error is null);
        if (length <= 0 || first is null || first.ContextLength <= length || !_session.ContinuesRows) return default;
        var tokens = first.Shared.AsMemory(0, length);
        return Array.TrueForAll(items, i => i.Error is not null || (i.ContextLength > length && i.Shared.AsSpan(0, length).SequenceEqual(tokens.Span))) ? tokens : default;
    }

    private Answer[] RunGroup(EncodedRequest[] members, Beginning beginning, CancellationToken cancellationToken)
    {
        // Where memory runs out, a half has half as many rows a pass.
        var answers = Halving.Run(members, part => part[0].IsGeneration
            ? _generate(part, beginning.Past(), Math.Max(1, _places * part.Count / members.Length), cancellationToken)
            : _logLikelihoods.Run(part, beginning.Past()));
        // One item may be at fault; where none of several can be run, or nothing has for a while, it is the engine (a lost device).
        _faultsInARow = Array.TrueForAll(answers, a => a.Fault is { IsOutOfMemory: false }) ? _faultsInARow + answers.Length : 0;
        if (_faultsInARow > 1 && (answers.Length > 1 || _faultsInARow >= FaultsOfALostDevice))
            throw new EngineException($"ONNX Runtime stopped on provider '{Description.Provider}' with items '{members[0].Request.ItemId}' to '{members[^1].Request.ItemId}': {answers[^1].Fault!.Message}", answers[^1].Fault!);
        return answers;
    }
}
