using System.Diagnostics.CodeAnalysis;

namespace SparseEval;

/// <summary>One draw of an <see cref="ActiveDesign"/>, O(N k) a batch.</summary>
internal sealed class ActivePass(ActiveDesign design, FittedLogisticModel model, SamplingFrame frame, int budget, ulong seed) : ISamplingPass
{
    /// <summary>Least variance of a score around its prediction, so that no item is given up.</summary>
    private const double LeastVariance = 1e-3;

    private readonly List<ActiveBatch> _batches = [];
    private readonly SeededStream _stream = new(seed, "active");
    private readonly bool[] _drawn = new bool[frame.Count];
    private int _count;

    public required double UniformShare { get; init; }

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
        var predictions = Predict(soFar);
        var chances = Chances(predictions, Trust(predictions, soFar));
        var left = (double[])chances.Clone();
        var drawn = new int[Math.Min(BatchSize, budget - _count)];
        for (var k = 0; k < drawn.Length; k++) drawn[k] = Draw(left);
        _batches.Add(new(predictions, chances, drawn));
        _count += drawn.Length;
        items = [.. drawn.Order()];
        return true;
    }

    private double[] Predict(IReadOnlyDictionary<int, double?> soFar)
    {
        int[] seen = [.. soFar.Where(s => s.Value.HasValue).Select(s => s.Key).Order()];
        var predictions = new double[frame.Count];
        model.Infer(seen, Array.ConvertAll(seen, i => soFar[i]!.Value)).Predict(predictions);
        return predictions;
    }

    /// <summary>
    /// Share of the uneven probabilities: 1 - UniformShare times what the predictions made before each batch took from the squared errors of the plain mean of earlier scores,
    /// at most 1 and at least 0; before the first batch is scored the full share.
    /// </summary>
    private double Trust(double[] predictions, IReadOnlyDictionary<int, double?> soFar)
    {
        var (model, plain, sum, count) = (0.0, 0.0, 0.0, 0);
        foreach (var batch in _batches)
        {
            var level = count == 0 ? predictions.Average() : sum / count;
            foreach (var i in batch.Items)
            {
                if (soFar.GetValueOrDefault(i) is not { } score) continue;
                model += Math.Pow(score - batch.Predictions[i], 2) / batch.Chances[i];
                plain += Math.Pow(score - level, 2) / batch.Chances[i];
                (sum, count) = (sum + score, count + 1);
            }
        }
        return (1 - UniformShare) * (plain > 0 ? Math.Clamp(2 * (1 - model / plain), 0, 1) : 1);
    }

    private double[] Chances(double[] predictions, double trust)
    {
        var spread = predictions.Select((p, i) => _drawn[i] ? 0 : Math.Sqrt(p * (1 - p) + LeastVariance)).ToArray();
        var (all, left) = (spread.Sum(), frame.Count - _count);
        return [.. spread.Select((s, i) => _drawn[i] ? 0 : trust * s / all + (1 - trust) / left)];
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
