using System.Globalization;
using System.Text;

namespace SparseEval.Evaluation;

/// <summary>Holds what a server says of its tokens to what its request can take: a text has at most as many tokens as bytes.</summary>
internal sealed class PossibleUsage(OpenAiEngineOptions options)
{
    /// <summary>Diagnostic: a server says numbers of tokens that cannot be.</summary>
    public const string Code = "SPE0078";

    /// <summary>What a server may put around a prompt (templates, its own instructions), and what a model may think before it answers.</summary>
    private const long Around = 1 << 16, Thought = 1 << 17;

    private int _impossible;

    /// <summary>What a report says; null where all numbers could be true.</summary>
    public Diagnostic? Remark => _impossible == 0 ? null : new(Code, DiagnosticSeverity.Warning, string.Create(CultureInfo.InvariantCulture,
        $"The server said {_impossible:N0} times that a request took more tokens than its text can have. Such numbers are not believed: tokens are not known, nor is money that they are priced by."));

    /// <summary>As said, or unknown where that cannot be.</summary>
    public TokenUsage Held(EngineRequest request, TokenUsage usage)
    {
        if (usage.Read <= MostRead(request) && usage.Generated <= MostGenerated(request)) return usage;
        Interlocked.Increment(ref _impossible);
        return TokenUsage.Unknown;
    }

    private long MostRead(EngineRequest request)
    {
        var (asked, prompt) = (request as LogLikelihoodRequest, Bytes(request.Context) + Bytes(options.SystemPrompt ?? "") + Around);
        return asked is null ? prompt : prompt + asked.Continuations.Sum(text => prompt + Bytes(text));
    }

    private static long MostGenerated(EngineRequest request) => Thought + (request is GenerationRequest free ? free.MaxTokens : 0);

    private static long Bytes(string text) => Encoding.UTF8.GetByteCount(text);
}
