namespace SparseEval.Evaluation;

/// <summary>A program as an engine. Items that were open when its process ended are asked once more, each by a process of its own, so that one that breaks it takes no other with it.</summary>
internal sealed class CommandEngine : IInferenceEngine
{
    /// <summary>What its descriptions are called.</summary>
    public const string EngineName = "command";

    /// <summary>Processes in a row that ended without any answer, after which the program as a whole has failed.</summary>
    private const int FruitlessInARow = 8;

    private const double CharactersPerToken = 4;

    private readonly CommandEngineOptions _options;
    private readonly Benchmark _benchmark;
    private readonly SemaphoreSlim _slots;
    private readonly Lock _lock = new();
    private CommandProcess? _current;
    private TimeSpan _started;
    private int _fruitless;

    public CommandEngine(CommandEngineOptions options, Benchmark benchmark)
    {
        (_options, _benchmark, _slots) = (options, benchmark, new(options.Concurrency));
        Description = new()
        {
            Name = EngineName,
            Model = options.Model ?? options.Command.Trim(),
            ModelHash = CommandIdentity.Hash(options, benchmark),
            Provider = "process",
            Precision = "unknown",
            RuntimeVersion = options.Mode == CommandMode.Stream ? "one process" : "a process an item",
        };
    }

    /// <summary>Done when all processes that ended have given their pipes back.</summary>
    public Task LetGo { get; private set; } = Task.CompletedTask;

    public EngineDescription Description { get; }

    /// <summary>Items wait for a turn, so that writing answers down leaves no slot empty.</summary>
    public int Parallelism => 2 * _options.Concurrency;

    public bool Varies => true;

    /// <remarks>The starts of programs that say when they are ready; others charge theirs to the item that they answer first.</remarks>
    public ComputeCost CheckCost
    {
        get
        {
            lock (_lock) return _started + (_current?.Starting ?? TimeSpan.Zero) is { Ticks: > 0 } time ? new() { EngineTime = time } : ComputeCost.Zero;
        }
    }

    /// <remarks>Four characters a token of what is read; what a program spends besides, it alone can say.</remarks>
    public ComputeCost Predict(EngineRequest request) => new()
    {
        InputTokens = 1 + (long)((request.Context.Length + ((request as LogLikelihoodRequest)?.Continuations.Sum(text => text.Length) ?? 0)) / CharactersPerToken),
    };

    public IReadOnlyList<EngineBatch> Plan(IReadOnlyList<EngineRequest> requests) => [.. requests.Select((request, i) => new EngineBatch(i, [request]))];

    public async ValueTask<IReadOnlyList<Completion>> RunAsync(EngineBatch batch, CancellationToken cancellationToken) =>
        await Task.WhenAll(batch.Requests.Select(request => AnswerAsync(request, batch.Stopping ?? cancellationToken, cancellationToken))).ConfigureAwait(false);

    public async ValueTask DisposeAsync()
    {
        if (_current is { } process) await process.DisposeAsync().ConfigureAwait(false);
        await LetGo.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _slots.Dispose();
    }

    private async Task<Completion> AnswerAsync(EngineRequest request, CancellationToken stopping, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(stopping).ConfigureAwait(false);
        try
        {
            var line = CommandLines.Question(_benchmark.Items[_benchmark.IndexOf(request.ItemId)], request);
            var (answer, lost) = _options.Mode == CommandMode.Stream ? await TryStreamAsync(request, line, cancellationToken).ConfigureAwait(false) : default;
            if (answer is not null) return answer;
            answer = await AloneAsync(request, line, cancellationToken).ConfigureAwait(false);
            return lost == TimeSpan.Zero ? answer : answer with { Cost = answer.Cost + CommandLines.Unknown(lost) };
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <summary>The answer of the long-lived process; or null where it ended first, and the time that this took.</summary>
    private async Task<(Completion? Answer, TimeSpan Lost)> TryStreamAsync(EngineRequest request, string line, CancellationToken cancellationToken)
    {
        try
        {
            return (Answered(await Current(cancellationToken).AskAsync(request, line, alone: false, cancellationToken).ConfigureAwait(false)), TimeSpan.Zero);
        }
        catch (CommandEndedException end)
        {
            if (end.NeverStarted) throw Failed(end);
            return (null, end.Lost);
        }
    }

    private async Task<Completion> AloneAsync(EngineRequest request, string line, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await using var process = CommandProcess.Start(_options);
        try
        {
            return Answered(await process.AskAsync(request, line, alone: true, cancellationToken).ConfigureAwait(false));
        }
        catch (CommandEndedException end)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (end.NeverStarted || Interlocked.Increment(ref _fruitless) >= FruitlessInARow) throw Failed(end);
            return new() { ItemId = request.ItemId, Cost = CommandLines.Unknown(end.Lost), Error = $"{char.ToUpperInvariant(end.Message[0])}{end.Message[1..]}." };
        }
    }

    private CommandProcess Current(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_current is { HasEnded: false }) return _current;
            if (_current is { } ended)
            {
                // Its pipes are let go of now: a program that breaks often would take all handles by the end.
                _started += ended.Starting;
                LetGo = Task.WhenAll(LetGo, ended.DisposeAsync().AsTask());
            }
            return _current = CommandProcess.Start(_options);
        }
    }

    private Completion Answered(Completion answer)
    {
        Interlocked.Exchange(ref _fruitless, 0);
        return answer;
    }

    private EngineException Failed(CommandEndedException end) =>
        new($"The command '{_options.Command}' does not work: {end.Message.Replace("the command", "it", StringComparison.Ordinal)}. Mend it and resume: what was finished is kept.", end);
}
