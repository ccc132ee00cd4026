namespace SparseEval;

/// <summary>The scored units behind an estimate, for methods that need more than its standard error.</summary>
public sealed record IntervalSample
{
    /// <summary>Scores of the scored items, each in [0, 1].</summary>
    public required IReadOnlyList<double> Scores { get; init; }

    /// <summary>What each unit (an item, or a cluster) contributes to the estimate's error, on the scale of scores; they sum to 0 in each variance stratum.</summary>
    public required IReadOnlyList<double> Contributions { get; init; }

    /// <summary>Variance stratum of each unit, 0 to H - 1.</summary>
    public required IReadOnlyList<int> Strata { get; init; }

    /// <summary>Sampling fraction of each variance stratum; 0 for a superpopulation.</summary>
    public required IReadOnlyList<double> Fractions { get; init; }

    /// <summary>True where the estimate is the plain mean of items drawn one by one with equal chances, from the full benchmark.</summary>
    public bool IsSimpleRandomMean => IsPlainMean && Fractions[0] > 0;

    /// <summary>True where the estimate is the plain mean of items that stand for endlessly many others, each for itself.</summary>
    internal bool IsIndependentMean => IsPlainMean && Fractions[0] == 0;

    private bool IsPlainMean
    {
        get
        {
            var n = Scores.Count;
            if (Fractions.Count != 1 || Contributions.Count != n) return false;
            var mean = Scores.Average();
            for (var i = 0; i < n; i++)
                if (Math.Abs(n * Contributions[i] - (Scores[i] - mean)) > 1e-9) return false;
            return true;
        }
    }

    /// <summary>True where every score is 0 or 1.</summary>
    public bool IsBinary => Scores.All(y => y is 0 or 1);
}
