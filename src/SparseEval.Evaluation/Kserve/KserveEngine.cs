using System.Security.Cryptography;
using System.Text;

namespace SparseEval.Evaluation;

/// <summary>A model behind a server of the KServe protocol as an engine; requests run side by side up to the concurrency.</summary>
internal sealed class KserveEngine : IInferenceEngine
{
    private const double CharactersPerToken = 4;

    private readonly KserveEngineOptions _options;
    private readonly KserveQuestions _questions;
    private readonly IKserveTransport _transport;
    private readonly ServerLimits _limits;
    private readonly SemaphoreSlim _checking = new(1);
    private ProbeFinding? _passed;

    public KserveEngine(KserveEngineOptions options, IKserveTransport transport)
    {
        (_options, _transport, _questions, _limits) = (options, transport, new(options, transport), new(options.Concurrency));
        var identity = string.Join('\n', options.Server.AbsoluteUri.TrimEnd('/'), options.Model, options.Version, options.Revision, options.Choice, options.Seed,
            options.TextInput, options.TextOutput, options.ContextInput, options.ContinuationInput, options.LogLikelihoodOutput, options.LogitsOutput);
        Description = new()
        {
            Name = "kserve",
            Model = string.Concat(options.Model, options.Version.Length > 0 ? $":{options.Version}" : "", options.Revision.Length > 0 ? $"@{options.Revision}" : ""),
            ModelHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity))),
            Provider = options.Server.Host,
            Precision = "unknown",
            Parameters = options.Parameters,
            RuntimeVersion = options.Protocol == KserveProtocol.Grpc ? "grpc" : options.UseGenerate ? "http generate" : "http",
        };
    }

    public EngineDescription Description { get; }

    /// <summary>Items wait for a turn, so that one that is being written down leaves no slot empty.</summary>
    public int Parallelism => 2 * _options.Concurrency;

    public IReadOnlyList<Diagnostic> Remarks => [.. new[] { _transport.Remark, LikelihoodCheck.Remark(_passed) }.OfType<Diagnostic>()];

    public ComputeCost CheckCost { get; private set; } = ComputeCost.Zero;

    /// <remarks>Four characters a token: the protocol says no tokens, neither before nor after.</remarks>
    public ComputeCost Predict(EngineRequest request) => request switch
    {
        LogLikelihoodRequest choice when _options.Choice == KserveChoice.LogLikelihoods => Cost(choice.Continuations.Sum(c => Tokens(choice.Context.Length + c.Length)), 0),
        GenerationRequest free => Cost(Tokens(free.Context.Length), free.MaxTokens),
        _ => Cost(Tokens(request.Context.Length), 0),
    };

    /// <inheritdoc cref="OpenAiEngine.Plan"/>
    public IReadOnlyList<EngineBatch> Plan(IReadOnlyList<EngineRequest> requests) =>
        [.. requests.OrderByDescending(r => Predict(r) is var cost ? cost.InputTokens + cost.OutputTokens : 0).Select((request, i) => new EngineBatch(i, [request]))];

    public async ValueTask<IReadOnlyList<Completion>> RunAsync(EngineBatch batch, CancellationToken cancellationToken) =>
        await Task.WhenAll(batch.Requests.Select(request => AnswerAsync(request, batch.Stopping ?? cancellationToken, cancellationToken))).ConfigureAwait(false);

    public ValueTask DisposeAsync()
    {
        _questions.Dispose();
        _limits.Dispose();
        _checking.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<Completion> AnswerAsync(EngineRequest request, CancellationToken stopping, CancellationToken cancellationToken)
    {
        using var turn = await _limits.EnterAsync(stopping).ConfigureAwait(false);
        var lost = LostAttempts.Begin();
        var completed = await ServedItem.CompleteAsync(request, async answer =>
        {
            if (request is LogLikelihoodRequest && _options.Choice == KserveChoice.LogLikelihoods && _passed is null) await CheckAsync(stopping, cancellationToken).ConfigureAwait(false);
            if (request is not GenerationRequest free)
                return answer with { LogLikelihoods = await _questions.LogLikelihoodsAsync((LogLikelihoodRequest)request, cancellationToken).ConfigureAwait(false), Cost = Predict(request) };
            var (text, isTruncated) = await _questions.GenerateAsync(free, cancellationToken).ConfigureAwait(false);
            return answer with { Text = text, IsTruncated = isTruncated, Cost = Cost(Tokens(free.Context.Length), Tokens(text.Length)) };
        }, _ => ComputeCost.Zero).ConfigureAwait(false);
        return completed with { Cost = completed.Cost with { TokensUnknown = lost.Usage.IsUnknown } };
    }

    /// <summary>As servers of the OpenAI protocol are checked; a classifier's options are its own, and no other question can be asked of it.</summary>
    private async Task CheckAsync(CancellationToken stopping, CancellationToken cancellationToken)
    {
        await _checking.WaitAsync(stopping).ConfigureAwait(false);
        var (open, lost) = (OpenTime.Begin(), LostAttempts.Begin());
        var spent = ComputeCost.Zero;
        try
        {
            if (_passed is not null) return;
            var finding = await LikelihoodCheck.AskAsync(takesTexts: true, async request =>
            {
                spent += Predict(request);
                return await _questions.LogLikelihoodsAsync(request, cancellationToken).ConfigureAwait(false);
            }).ConfigureAwait(false);
            if (!finding.Works) throw new EngineException($"The model's log-likelihoods tell nothing ({finding.Detail}), and multiple choice would score at chance. Serve another model, or use a scorer that reads generated text.") { LacksCapability = true };
            _passed = finding;
        }
        finally
        {
            if (spent != ComputeCost.Zero) CheckCost += spent with { EngineTime = open.Elapsed, TokensUnknown = lost.Usage.IsUnknown };
            _checking.Release();
        }
    }

    private ComputeCost Cost(long read, long generated) => new()
    {
        InputTokens = read,
        OutputTokens = generated,
        TokensEstimated = true,
        ForwardFlops = _options.Parameters is { } parameters ? 2.0 * parameters * (read + generated) : 0,
    };

    private static long Tokens(int characters) => 1 + (long)(characters / CharactersPerToken);
}
