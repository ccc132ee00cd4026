using System.Diagnostics.CodeAnalysis;

namespace SparseEval;

/// <summary>One draw of an <see cref="ActiveDesign"/>, O(N k) a batch.</summary>
internal sealed class ActivePass(ActiveDesign design, ActiveGuide guide, SamplingFrame frame, int budget, ulong seed) : ISamplingPass
{
    /// <summary>Draws that past models' ratios count for beside those of the run.</summary>
    private const double PriorDraws = 20;

    /// <summary>Variance that is given up for more equal chances, which hurt less where the predictions are wrong.</summary>
    private const double Caution = 1.02;

    private readonly List<ActiveBatch> _batches = [];
    private readonly SeededStream _stream = new(seed, "active");
    private readonly bool[] _drawn = new bool[frame.Count];
    private readonly double[] _variances = new double[ActiveGuide.UniformShares.Count];
    private int _scored;
    private int _count;

    public required double? UniformShare { get; init; }

    public required int BatchSize { get; init; }

    public Sample Sample => new()
    {
        Frame = frame,
        Design = design.Name,
        Seed = seed,
        Strata = [new("all", frame.Count, _count)],
        Items = [.. _batches.SelectMany(b => b.Items).Select(i => new SampledItem(i, 0, _count / (double)frame.Count)).OrderBy(i => i.Index)],
        HasKnownProbabilities = false,
        ChosenByScores = true,
        Batches = _batches,
    };

    public bool TryNext(IReadOnlyDictionary<int, double?> soFar, [NotNullWhen(true)] out IReadOnlyList<int>? items)
    {
        items = null;
        if (_count == budget) return false;
        var (predictions, variances) = Predict(soFar);
        var chances = Chances(variances, Share(soFar));
        var left = (double[])chances.Clone();
        var drawn = new int[Math.Min(BatchSize, budget - _count)];
        for (var k = 0; k < drawn.Length; k++) drawn[k] = Draw(left);
        _batches.Add(new(predictions, variances, chances, drawn));
        _count += drawn.Length;
        items = [.. drawn.Order()];
        return true;
    }

    private (double[] Predictions, double[] Variances) Predict(IReadOnlyDictionary<int, double?> soFar)
    {
        int[] seen = [.. soFar.Where(s => s.Value.HasValue).Select(s => s.Key).Order()];
        return guide.Model.Predict(seen, Array.ConvertAll(seen, i => soFar[i]!.Value));
    }

    /// <summary>
    /// The largest share of equal chances with about the least variance of a draw, and not below <see cref="UniformShare"/>: past models' ratio to the variance with equal chances, and that of the scores so far,
    /// each squared error over the chance it was drawn with, so that the items not drawn count too.
    /// </summary>
    private double Share(IReadOnlyDictionary<int, double?> soFar)
    {
        var shares = ActiveGuide.UniformShares;
        if (_batches.Count > 0) Count(_batches[^1], soFar);
        var ratios = shares.Select((_, s) => PriorDraws * guide.Ratios[s] + (_variances[^1] > 0 ? _scored * _variances[s] / _variances[^1] : 0)).ToArray();
        return shares[Enumerable.Range(0, shares.Count).Last(s => ratios[s] <= Caution * ratios.Min() || shares[s] <= UniformShare)];
    }

    private void Count(ActiveBatch batch, IReadOnlyDictionary<int, double?> soFar)
    {
        var deviations = batch.Variances.Select((v, i) => batch.Chances[i] > 0 ? Math.Sqrt(v) : 0).ToArray();
        var (all, left) = (deviations.Sum(), (double)deviations.Count(d => d > 0));
        foreach (var i in batch.Items)
        {
            if (soFar.GetValueOrDefault(i) is not { } score) continue;
            var error = Math.Pow((score - batch.Predictions[i]) / left, 2) / batch.Chances[i];
            for (var s = 0; s < _variances.Length; s++) _variances[s] += error / (ActiveGuide.UniformShares[s] / left + (1 - ActiveGuide.UniformShares[s]) * deviations[i] / all);
            _scored++;
        }
    }

    private double[] Chances(double[] variances, double share)
    {
        var deviations = variances.Select((v, i) => _drawn[i] ? 0 : Math.Sqrt(v)).ToArray();
        var (all, left) = (deviations.Sum(), frame.Count - _count);
        return [.. deviations.Select((d, i) => _drawn[i] ? 0 : (1 - share) * d / all + share / left)];
    }

    private int Draw(double[] left)
    {
        var place = _stream.Uniform() * left.Sum();
        var last = -1;
        for (var i = 0; i < left.Length && place >= 0; i++)
            if (left[i] > 0) (last, place) = (i, place - left[i]);
        (left[last], _drawn[last]) = (0, true);
        return last;
    }
}
