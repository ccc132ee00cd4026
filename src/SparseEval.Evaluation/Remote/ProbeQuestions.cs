namespace SparseEval.Evaluation;

/// <summary>The small requests of a probe, and what they cost.</summary>
internal sealed class ProbeQuestions(OpenAiEngineOptions options, ServerClient client, CancellationToken cancellationToken)
{
    private static readonly GenerationRequest Count = new() { ItemId = "probe", Context = "Count: one, two, three,", MaxTokens = 8 };

    private readonly OpenTime _open = OpenTime.Begin();
    private TokenUsage _spent;

    /// <summary>So far, failed requests included as far as the server says what they took.</summary>
    public ComputeCost Cost => OpenAiEngine.Cost(options, _spent) with { EngineTime = _open.Elapsed };

    public Task<ProbeFinding> TextAsync(OpenAiInterface kind) => TryAsync(async () =>
    {
        var answer = await GenerateAsync(Answers(kind), Count).ConfigureAwait(false);
        return new(true, $"'{answer.Text!.ReplaceLineEndings(" ").Trim()}', {(answer.Usage.IsUnknown ? "without a word of its tokens, so that costs are not known" : $"{answer.Usage.Read} tokens read, {answer.Usage.Generated} generated")}");
    });

    public Task<ProbeFinding> LikelihoodsAsync(OpenAiInterface kind, LogLikelihoodSource source) => TryAsync(async () =>
    {
        var (finding, usage) = await LikelihoodCheck.AskAsync(Answers(kind, source), source, cancellationToken).ConfigureAwait(false);
        _spent += usage;
        return finding;
    });

    /// <summary>By the interface that would be used: a server may have one of them alone.</summary>
    public Task<ProbeFinding> RepeatsAsync() => TryAsync(async () =>
    {
        var texts = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 3; i++) texts.Add((await GenerateAsync(Answers(options.Interface), Count).ConfigureAwait(false)).Text!);
        return new(texts.Count == 1, texts.Count == 1 ? "three answers to the same request agree" : $"three answers to the same request are {texts.Count} different texts");
    });

    public Task<ProbeFinding> PrefixCacheAsync() => TryAsync(async () =>
    {
        var request = Count with { Context = string.Concat(Enumerable.Repeat("A sentence that stands in front of every question. ", 60)), MaxTokens = 1 };
        await GenerateAsync(Answers(options.Interface), request).ConfigureAwait(false);
        var again = (await GenerateAsync(Answers(options.Interface), request).ConfigureAwait(false)).Usage;
        return again.Cached > 0 ? new(true, $"{again.Cached} of {again.Read} tokens of a repeated prompt came from it") : new(false, "the server reports no cached tokens for a repeated prompt");
    });

    private OpenAiAnswers Answers(OpenAiInterface kind, LogLikelihoodSource source = LogLikelihoodSource.Echo) => new(options with { Interface = kind, LogLikelihoods = source }, client);

    private async Task<OpenAiAnswer> GenerateAsync(OpenAiAnswers answers, GenerationRequest request)
    {
        var answer = await answers.GenerateAsync(request, cancellationToken).ConfigureAwait(false);
        _spent += answer.Usage;
        return answer;
    }

    private async Task<ProbeFinding> TryAsync(Func<Task<ProbeFinding>> attempt)
    {
        try
        {
            return await attempt().ConfigureAwait(false);
        }
        catch (ServerFaultException fault)
        {
            _spent += fault.Spent;
            return new(false, fault.Message);
        }
        catch (EngineException missing) when (missing.HasNoSuchPath)
        {
            return new(false, missing.Message);
        }
    }
}
