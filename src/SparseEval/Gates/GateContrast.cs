namespace SparseEval;

/// <summary>(a - c b + c) / (1 + c) of each item, in [0, 1].</summary>
internal static class GateContrast
{
    /// <summary>Epochs of the two models are independent, so the luck of both adds up.</summary>
    public static ScoredSample Of(GateCriterion criterion, ScoredSample scores, ScoredSample? baseline)
    {
        if (!criterion.IsPaired) return scores;
        if (baseline is null) throw new SparseEvalException($"The criterion '{criterion.Name}' compares with a baseline, and none was given. Give its scores on the same items.");
        if (baseline.Scores.Count != scores.Scores.Count) throw new SparseEvalException($"{baseline.Scores.Count} scores of the baseline were given for {scores.Scores.Count} of the model. Give both on the same items.");
        var c = criterion.BaselineShare;
        var contrast = scores.Scores.Zip(baseline.Scores, (x, y) => x is { } a && y is { } b ? Math.Clamp((a - c * b + c) / (1 + c), 0, 1) : (double?)null).ToArray();
        return new(scores.Sample, contrast) { Epochs = scores.Epochs is { } p && baseline.Epochs is { } q ? [.. p.Zip(q, (a, b) => Epoch(a, b, c))] : null };
    }

    /// <summary>With missing scores at the end of the scale that makes a - c b low, or high.</summary>
    public static (ScoredSample Scores, ScoredSample? Baseline) Filled(ScoredSample scores, ScoredSample? baseline, bool high) =>
        (Filled(scores, high ? 1 : 0), baseline is null ? null : Filled(baseline, high ? 0 : 1));

    private static ScoredSample Filled(ScoredSample scored, double end) => new(scored.Sample, [.. scored.Scores.Select(y => y ?? end)])
    {
        Epochs = scored.Epochs is { } epochs ? [.. epochs.Select(e => e ?? (0.0, epochs.Max(k => k?.Epochs ?? 1)))] : null,
    };

    private static (double, int)? Epoch((double Variance, int Epochs)? a, (double Variance, int Epochs)? b, double c) =>
        a is { } x && b is { } y ? ((x.Variance + c * c * y.Variance) / ((1 + c) * (1 + c)), Math.Min(x.Epochs, y.Epochs)) : null;
}
