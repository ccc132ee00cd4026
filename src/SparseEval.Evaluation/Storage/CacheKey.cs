using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SparseEval.Evaluation;

/// <summary>SHA-256 of what answers, what is asked and what is read beside that; the item's id is no part of it.</summary>
internal static class CacheKey
{
    public static byte[] Of(EngineDescription engine, EngineRequest request, string? content = null)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        string[] parts = request switch
        {
            LogLikelihoodRequest choice => ["loglikelihood", choice.Context, .. choice.Continuations],
            GenerationRequest free => ["generation", free.Context, free.MaxTokens.ToString(), .. free.Stop, .. Sampling(free)],
            _ => throw new ArgumentOutOfRangeException(nameof(request), request.GetType().Name, "Not a known kind of request."),
        };
        foreach (var part in (string[])[engine.Name, engine.ModelHash, engine.Provider, engine.Precision, .. parts, .. Item(engine, request), .. content is null ? Array.Empty<string>() : [$"\0content {content}"]])
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }
        return hash.GetHashAndReset();
    }

    // A program is told which item it is asked about, so that equal prompts may have unlike answers.
    private static string[] Item(EngineDescription engine, EngineRequest request) => engine.Name == CommandEngine.EngineName ? [$"\0item {request.ItemId}"] : [];

    // Greedy adds nothing, so that answers kept by earlier versions are found. A stop text never begins with NUL.
    private static string[] Sampling(GenerationRequest free) =>
        [.. free.Epochs > 1 ? [$"\0epochs {free.Epochs}"] : Array.Empty<string>(), .. Sampling(free.Sampling)];

    private static string[] Sampling(SamplingOptions? sampling) =>
        sampling is { Temperature: > 0 } ? ["\0sampling", string.Create(CultureInfo.InvariantCulture, $"{sampling.Temperature:R} {sampling.TopP:R} {sampling.TopK} {sampling.Seed}")] : [];
}
