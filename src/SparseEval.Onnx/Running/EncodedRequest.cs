using SparseEval.Evaluation;

namespace SparseEval.Onnx;

/// <summary>A request in tokens. What cannot be asked of the model carries the reason instead.</summary>
internal sealed record EncodedRequest
{
    public required EngineRequest Request { get; init; }

    /// <summary>Tokens that are run once: the context, for options with all tokens that the options begin with in common.</summary>
    public int[] Shared { get; init; } = [];

    /// <summary>Length of the context within <see cref="Shared"/>, at least 1 and at most its length.</summary>
    public int ContextLength { get; init; }

    /// <summary>Tokens of each continuation, from the context's end on.</summary>
    public int[][] Continuations { get; init; } = [];

    /// <summary>Most tokens that may be generated after the context.</summary>
    public int MaxTokens { get; init; }

    /// <summary>Why this request cannot be run, or null.</summary>
    public string? Error { get; init; }

    /// <summary>Tokens of a continuation that are run by themselves: those after the shared part, without the last, which nothing follows.</summary>
    public int TailLength(int continuation) => Math.Max(0, ContextLength + Continuations[continuation].Length - 1 - Shared.Length);

    /// <summary>Longest row of the second pass.</summary>
    public int LongestTail => Continuations.Length == 0 ? MaxTokens : Enumerable.Range(0, Continuations.Length).Max(TailLength);

    public bool IsGeneration => Request is GenerationRequest;
}
