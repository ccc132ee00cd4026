using System.Security.Cryptography;
using System.Text;

namespace SparseEval.Evaluation;

/// <summary>A model behind a server of the OpenAI protocol as an engine; requests run side by side up to the concurrency.</summary>
internal sealed class OpenAiEngine : IInferenceEngine
{
    private readonly OpenAiEngineOptions _options;
    private readonly ServerLimits _limits;
    private readonly OpenAiAnswers _answers;
    private readonly ServerClient _client;
    private readonly ContextCheck _context;
    private readonly SemaphoreSlim _checking = new(1);
    private ProbeFinding? _passed;

    public OpenAiEngine(OpenAiEngineOptions options, ServerClient client)
    {
        (_options, _client) = (options, client);
        _limits = new(options.Concurrency);
        (_answers, _context) = (new(options, client), new(options, client));
        // Answers of earlier versions, which took tokens by the server's own offsets, are not found again.
        var identity = string.Join('\n', "spelled", options.Server.AbsoluteUri.TrimEnd('/'), options.Model, options.Revision, options.Interface, options.LogLikelihoods, options.SystemPrompt, options.Seed);
        Description = new()
        {
            Name = "openai",
            Model = options.Revision.Length == 0 ? options.Model : $"{options.Model}@{options.Revision}",
            ModelHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity))),
            Provider = options.Server.Host,
            Precision = "unknown",
            Parameters = options.Parameters,
            RuntimeVersion = options.Interface == OpenAiInterface.Chat ? "chat/completions" : "completions",
        };
    }

    public EngineDescription Description { get; }

    public ComputeCost CheckCost { get; private set; } = ComputeCost.Zero;

    /// <summary>Items wait for a turn, so that one that is being written down leaves no slot empty.</summary>
    public int Parallelism => 2 * _options.Concurrency;

    public IReadOnlyList<Diagnostic> Remarks => [.. new[] { _client.Concurrency.Remark, _answers.Remark, LikelihoodCheck.Remark(_passed) }.OfType<Diagnostic>()];

    /// <inheritdoc cref="PredictedUsage.Of"/>
    public ComputeCost Predict(EngineRequest request) => Cost(PredictedUsage.Of(_options, request));

    /// <remarks>Each item a batch of its own: what one request meets touches no other. The longest first, so that none of them is left alone at the end.</remarks>
    public IReadOnlyList<EngineBatch> Plan(IReadOnlyList<EngineRequest> requests) =>
        [.. requests.OrderByDescending(r => Predict(r) is var cost ? cost.InputTokens + cost.OutputTokens : 0).Select((request, i) => new EngineBatch(i, [request]))];

    public async ValueTask<IReadOnlyList<Completion>> RunAsync(EngineBatch batch, CancellationToken cancellationToken) =>
        await Task.WhenAll(batch.Requests.Select(request => AnswerAsync(request, batch.Stopping ?? cancellationToken, cancellationToken))).ConfigureAwait(false);

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        _limits.Dispose();
        _checking.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<Completion> AnswerAsync(EngineRequest request, CancellationToken stopping, CancellationToken cancellationToken)
    {
        using var turn = await _limits.EnterAsync(stopping).ConfigureAwait(false);
        return await ServedItem.CompleteAsync(request, async answer =>
        {
            await _context.RequireAsync(request, cancellationToken).ConfigureAwait(false);
            if (request is LogLikelihoodRequest && _passed is null) await CheckAsync(stopping, cancellationToken).ConfigureAwait(false);
            var found = request switch
            {
                LogLikelihoodRequest choice => await _answers.LogLikelihoodsAsync(choice, cancellationToken).ConfigureAwait(false),
                GenerationRequest free => await _answers.GenerateAsync(free, cancellationToken).ConfigureAwait(false),
                _ => throw new ArgumentOutOfRangeException(nameof(request), request.GetType().Name, "Not a known kind of request."),
            };
            return answer with { LogLikelihoods = found.Logs, Text = found.Text, IsTruncated = found.IsTruncated, Cost = Cost(found.Usage) };
        }, Cost).ConfigureAwait(false);
    }

    /// <summary>Some servers give the same number for every option, and everything would score at chance: the first request finds out.</summary>
    private async Task CheckAsync(CancellationToken stopping, CancellationToken cancellationToken)
    {
        await _checking.WaitAsync(stopping).ConfigureAwait(false);
        // No item's time: those in flight wait for it, and the one that asks is like the others.
        var (open, spent) = (OpenTime.Begin(), default(TokenUsage));
        try
        {
            if (_passed is not null) return;
            (var finding, spent) = await LikelihoodCheck.AskAsync(_answers, _options.LogLikelihoods, cancellationToken).ConfigureAwait(false);
            if (!finding.Works)
                throw new EngineException($"The server's log-probabilities tell nothing ({finding.Detail}), and multiple choice would score at chance. Use another server, or a scorer that reads generated text.") { LacksCapability = true };
            _passed = finding;
        }
        catch (ServerFaultException problem)
        {
            spent = problem.Spent;
            if (problem is SilentServerException) throw;
            throw new EngineException($"The server gives no usable log-probabilities ({problem.Message}), and multiple choice would score at chance. Use another server, or a scorer that reads generated text.", problem) { LacksCapability = true };
        }
        finally
        {
            CheckCost += Cost(spent) with { EngineTime = open.Elapsed };
            _checking.Release();
        }
    }

    private ComputeCost Cost(TokenUsage usage) => Cost(_options, usage);

    internal static ComputeCost Cost(OpenAiEngineOptions options, TokenUsage usage) => new()
    {
        InputTokens = usage.Read,
        OutputTokens = usage.Generated,
        CachedTokens = Math.Min(usage.Cached, usage.Read),
        TokensUnknown = usage.IsUnknown,
        ForwardFlops = options.Parameters is { } parameters ? 2.0 * parameters * (usage.Read + usage.Generated) : 0,
    };
}
