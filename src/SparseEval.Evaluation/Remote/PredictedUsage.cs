namespace SparseEval.Evaluation;

/// <summary>What a server is expected to read and generate for a request, before it says so.</summary>
internal static class PredictedUsage
{
    private const double CharactersPerToken = 4;

    /// <remarks>Four characters a token, which is rough: the server knows its tokens, and says them with each answer.</remarks>
    public static TokenUsage Of(OpenAiEngineOptions options, EngineRequest request) => request switch
    {
        LogLikelihoodRequest choice when options.LogLikelihoods != LogLikelihoodSource.Echo => new(Tokens(choice.Context.Length), 1),
        LogLikelihoodRequest choice => new(choice.Continuations.Sum(c => Tokens(choice.Context.Length + c.Length)), choice.Continuations.Count),
        GenerationRequest free => new(Tokens(free.Context.Length), free.MaxTokens),
        _ => throw new ArgumentOutOfRangeException(nameof(request), request.GetType().Name, "Not a known kind of request."),
    };

    private static long Tokens(int characters) => 1 + (long)(characters / CharactersPerToken);
}
