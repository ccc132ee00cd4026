using System.Runtime.CompilerServices;

namespace SparseEval;

/// <summary>
/// Leading factors of the history for designs: y_i = mu_i + v_i' z + e_i by principal components of the models' cross-products, without cross-validation, so that a plan is quick;
/// kept as long as the history lives.
/// </summary>
/// <remarks>
/// At most 8 factors, and one for every 4 models; loadings shrunk by what chance leaves in them (<see cref="GaussianParameters.Shrunk"/>). Designs need no more: probabilities and
/// balance are valid for any factors, good or bad.
/// </remarks>
internal sealed class HistoryFactors
{
    private const int Most = 8;
    private const ulong Seed = 1;
    private static readonly ConditionalWeakTable<ResponseMatrix, HistoryFactors> Known = [];

    private HistoryFactors(ResponseMatrix history)
    {
        var (models, items, parallel) = (history.Models.Count, history.ItemIds.Count, new ParallelOptions());
        var most = Math.Min(Most, Math.Max(0, Math.Min(models - 1, items - 1)));
        var rank = Math.Clamp(models / 4, Math.Min(1, most), most);
        var packed = history.Packed();
        var gram = ModelGram.Of(packed, Seed, parallel).Centred([.. Enumerable.Range(0, models)]);
        var start = ModelFactors.Start(TopEigen.Of(gram, models, rank, Seed, parallel), rank, models);
        var fitted = GaussianFit.Run(packed, packed, packed.CountMissing() == 0, start, rounds: 0, parallel).Shrunk(shrinkage: 1, smoothing: 0.1, models);
        Mean = Array.ConvertAll(fitted.Mean, m => Math.Clamp(m, 0, 1));
        Noise = fitted.Noise;
        var kept = fitted.Loadings.Where(v => v.Any(x => x != 0)).ToArray();
        Loadings = [.. Enumerable.Range(0, items).Select(i => Array.ConvertAll(kept, v => v[i]))];
        Rank = kept.Length;
    }

    public static HistoryFactors Of(ResponseMatrix history) => Known.GetValue(history, h => new(h));

    /// <summary>k, 0 where no factor stands out of chance.</summary>
    public int Rank { get; }

    /// <summary>Expected score of each item for an average model.</summary>
    public double[] Mean { get; }

    /// <summary>v_i, one row of k an item, strongest factor first.</summary>
    public double[][] Loadings { get; }

    /// <summary>Variance of e_i, above 0.</summary>
    public double[] Noise { get; }
}
