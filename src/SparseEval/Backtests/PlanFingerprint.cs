using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace SparseEval;

/// <summary>The name of a backtest's plan: everything that its pieces depend on.</summary>
internal static class PlanFingerprint
{
    public static string Of(SamplingFrame frame, BacktestOptions options, IReadOnlyList<BacktestFold> folds)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var estimation = options.Estimation;
        Append(hash, frame.Benchmark.Fingerprint, options.Split.Name, $"{options.Seed}", $"{options.Draws}", $"{options.ShuffledControl}",
            estimation.Estimand.Name, FormattableString.Invariant($"{estimation.Confidence:R}"), $"{estimation.Target}", $"{estimation.Singletons}", estimation.ClusterField ?? "");
        Append(hash, [.. options.Designs.Select(d => d.Name)]);
        Append(hash, [.. options.Estimators.Select(e => e.Name)]);
        Append(hash, [.. options.Intervals.Select(i => i?.Name ?? "default")]);
        Append(hash, [.. options.Budgets.Select(b => b.ToString())]);
        foreach (var fold in folds) Append(hash, [fold.Name, .. fold.HeldOut.Select(m => $"{m}"), "|", .. fold.History.Select(m => $"{m}")]);
        if (frame.PredictedCost is { } cost) hash.AppendData(MemoryMarshal.AsBytes(cost.ToArray().AsSpan()));
        if (frame.History is { } history) AppendHistory(hash, history);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void AppendHistory(IncrementalHash hash, ResponseMatrix history)
    {
        Append(hash, [.. history.Models]);
        var scores = new double[history.ItemIds.Count];
        for (var m = 0; m < history.Models.Count; m++)
        {
            history.CopyModel(m, scores);
            hash.AppendData(MemoryMarshal.AsBytes(scores.AsSpan()));
        }
    }

    private static void Append(IncrementalHash hash, params IReadOnlyList<string> texts)
    {
        hash.AppendData(BitConverter.GetBytes(texts.Count));
        foreach (var text in texts)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }
    }
}
