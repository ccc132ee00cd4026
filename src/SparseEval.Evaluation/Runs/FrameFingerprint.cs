using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace SparseEval.Evaluation;

/// <summary>SHA-256 of what a frame adds to its benchmark; "none" where it adds nothing. Computed once for each frame.</summary>
internal static class FrameFingerprint
{
    private static readonly ConditionalWeakTable<ResponseMatrix, string> Histories = [];

    public static string OfHistory(SamplingFrame frame) => frame.History is { } history ? Histories.GetValue(history, Hash) : "none";

    public static string OfPredictors(ResponseMatrix predictors) => Histories.GetValue(predictors, Hash);

    public static string OfCosts(SamplingFrame frame) => frame.PredictedCost is { } costs
        ? Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<double>(costs.ToArray())))
        : "none";

    /// <summary>Of scores in the benchmark's order.</summary>
    public static string OfScores(IReadOnlyList<double?> scores) =>
        Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<double>(scores.Select(score => score ?? -1).ToArray())));

    private static string Hash(ResponseMatrix history)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, history.ItemIds);
        Append(hash, history.Models);
        var scores = new double[history.ItemIds.Count];
        for (var model = 0; model < history.Models.Count; model++)
        {
            history.CopyModel(model, scores);
            // NaN has many bit patterns; a missing score is to have one.
            for (var i = 0; i < scores.Length; i++) if (double.IsNaN(scores[i])) scores[i] = -1;
            hash.AppendData(MemoryMarshal.AsBytes<double>(scores));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, IReadOnlyList<string> names)
    {
        hash.AppendData(BitConverter.GetBytes(names.Count));
        foreach (var name in names)
        {
            var bytes = Encoding.UTF8.GetBytes(name);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }
    }
}
