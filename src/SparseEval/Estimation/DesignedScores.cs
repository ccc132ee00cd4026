namespace SparseEval;

/// <summary>
/// The scored items with everything that the design says about them: weights, the estimand's linear form sum of a_i y_i, units and strata.
/// The one place where missing scores, categories and clusters are sorted out; every estimator starts here.
/// </summary>
/// <remarks>
/// Weights d_i = N_h / r_h, N_h items in the stratum and r_h scored ones, so missing scores are taken as missing at random within the stratum
/// and cluster samples get the ratio form sum y / sum m in each stratum. Designs with unequal probabilities, which have their own
/// <see cref="Sample.Variance"/>, have d_i = n / (r pi_i). Category k with share omega_k has the ratio mean (Hajek's, decisions 0050 and 0077)
/// sum_k d m y / sum_k d m, so a_i = omega_k d_i m_i / sum_k d m (Sarndal, Swensson and Wretman 1992, 5.6, 5.8 and 7.6), m_i = N w_i for weights of the user's and 1 otherwise; one category where there are none.
/// </remarks>
internal sealed class DesignedScores
{
    private readonly double[] _itemWeights;

    /// <param name="scored">Scores with their epochs.</param>
    /// <param name="options">Estimand and target.</param>
    /// <param name="cells">As below.</param>
    public DesignedScores(ScoredSample scored, EstimationOptions options, Func<int[], int[]>? cells = null) : this(scored.Sample, scored.Scores, options, cells)
    {
        if (options.Target != InferenceTarget.ExpectedScore) return;
        Epochs = scored.Epochs is { } all ? Array.ConvertAll(Positions, i => all[i]!.Value) : throw new SparseEvalException(
            "The score expected over epochs needs to know how much scores vary from epoch to epoch, and no item has two. Run items twice or more, or estimate the score as run.");
    }

    /// <param name="sample">The drawn set.</param>
    /// <param name="values">In the order of the sample's items, null where missing; outside [0, 1] the bounds have no meaning.</param>
    /// <param name="options">Estimand and target.</param>
    /// <param name="cells">From the scored items to the cell of each item of the benchmark, each cell with a scored item: ratio means are then taken in cells; null for the estimand's categories.</param>
    public DesignedScores(Sample sample, IReadOnlyList<double?> values, EstimationOptions options, Func<int[], int[]>? cells = null)
    {
        Sample = sample;
        Options = options;
        Positions = [.. Enumerable.Range(0, values.Count).Where(i => values[i].HasValue)];
        if (Positions.Length == 0) throw new SparseEvalException($"None of the {values.Count} drawn items has a score, so there is nothing to estimate from.");
        Scores = Array.ConvertAll(Positions, i => values[i]!.Value);
        Index = Array.ConvertAll(Positions, i => Sample.Items[i].Index);
        Stratum = Array.ConvertAll(Positions, i => Sample.Items[i].Stratum);
        ScoredInStratum = new int[Sample.Strata.Count];
        foreach (var h in Stratum) ScoredInStratum[h]++;
        RequireEveryStratum();
        Weights = sample.Variance is null ? Array.ConvertAll(Stratum, h => Sample.Strata[h].Items / (double)ScoredInStratum[h])
            : Array.ConvertAll(Positions, i => sample.Count / (double)Positions.Length / sample.Items[i].InclusionProbability);
        var all = options.Estimand.Weights(sample.Frame.Benchmark);
        Importance = Array.ConvertAll(Index, i => options.Estimand.IsWeighted ? all[i] * all.Length : 1);
        RequireWeight();
        _itemWeights = Array.ConvertAll(Index, i => all[i]);
        Categories = new(this, all, cells?.Invoke(Index));
        (LowerBound, UpperBound) = Bounds();
        Shared = new();
    }

    /// <summary>Another model's scores on the same items.</summary>
    private DesignedScores(DesignedScores same, double[] scores)
    {
        (Sample, Options, Positions, Index, Stratum, ScoredInStratum) = (same.Sample, same.Options, same.Positions, same.Index, same.Stratum, same.ScoredInStratum);
        (Weights, Importance, Categories, Shared, _itemWeights) = (same.Weights, same.Importance, same.Categories, same.Shared, same._itemWeights);
        Scores = scores;
        (LowerBound, UpperBound) = Bounds();
    }

    /// <summary>One for each model; those whose scores are missing on the same items share all that does not depend on the scores.</summary>
    public static IEnumerable<DesignedScores> Many(Sample sample, IReadOnlyList<IReadOnlyList<double?>> scores, EstimationOptions options, Func<int[], int[]>? cells = null)
    {
        DesignedScores? last = null;
        foreach (var values in scores)
        {
            var scored = new ScoredSample(sample, values);
            if (options.Target == InferenceTarget.ExpectedScore) throw new SparseEvalException("Several models at once are estimated as run; estimate the score expected over epochs one model at a time.");
            last = last is not null && last.HasSamePositions(values) ? new(last, Array.ConvertAll(last.Positions, i => values[i]!.Value)) : new(scored.Sample, scored.Scores, options, cells);
            yield return last;
        }
    }

    public Sample Sample { get; }

    /// <summary>Work that depends on which items are scored, not on how.</summary>
    public SharedWork Shared { get; }

    public EstimationOptions Options { get; }

    /// <summary>Positions in the sample of the items that have a score; all arrays below run along them.</summary>
    public int[] Positions { get; }

    public double[] Scores { get; }

    /// <summary>Positions in the benchmark.</summary>
    public int[] Index { get; }

    public int[] Stratum { get; }

    public int[] ScoredInStratum { get; }

    /// <summary>d_i: how many items of the benchmark one scored item stands for.</summary>
    public double[] Weights { get; }

    /// <summary>m_i = N w_i for weights of the user's, else 1.</summary>
    public double[] Importance { get; }

    /// <summary>a_i with sum 1: the mean estimator is sum of a_i y_i.</summary>
    public double[] Coefficients => Categories.Coefficients;

    /// <summary>The groups in which ratio means are taken.</summary>
    public ScoreCategories Categories { get; }

    /// <summary>s^2 / k and k of each scored item where the target is the score expected over epochs, else null.</summary>
    public (double Variance, int Epochs)[]? Epochs { get; }

    public double LowerBound { get; }

    public double UpperBound { get; }

    public int Count => Scores.Length;

    public bool IsCensus => Count == Sample.Frame.Count;

    public bool HasSpread => Scores.Any(y => y != Scores[0]);

    public double Mean(IReadOnlyList<double> values)
    {
        var sum = 0.0;
        for (var i = 0; i < Count; i++) sum += Coefficients[i] * values[i];
        return sum;
    }

    private bool HasSamePositions(IReadOnlyList<double?> values)
    {
        for (var (i, k) = (0, 0); i < values.Count; i++)
        {
            var among = k < Positions.Length && Positions[k] == i;
            if (values[i].HasValue != among) return false;
            if (among) k++;
        }
        return true;
    }

    private void RequireEveryStratum()
    {
        for (var h = 0; h < ScoredInStratum.Length; h++)
            if (ScoredInStratum[h] == 0)
                throw new SparseEvalException($"Stratum '{Sample.Strata[h].Name}' has no scored item ({Sample.Strata[h].Drawn} drawn), so its part of the full score is unknown. " +
                    "Run its failed items again, or stratify more coarsely.");
    }

    private void RequireWeight()
    {
        if (Importance.All(m => m == 0))
            throw new SparseEvalException($"None of the {Count} scored items has a weight above 0, so the score '{Options.Estimand}' is unknown. " +
                "Raise the budget, or use a design that follows the weights ('unequal').");
    }

    /// <summary>What the observed scores leave possible; a wider population of questions or of epochs leaves everything possible.</summary>
    private (double Lower, double Upper) Bounds()
    {
        if (Options.Target != InferenceTarget.FullBenchmark) return (0, 1);
        var (known, seen) = (0.0, 0.0);
        for (var i = 0; i < Count; i++)
        {
            known += _itemWeights[i] * Scores[i];
            seen += _itemWeights[i];
        }
        return (Math.Clamp(known, 0, 1), Math.Clamp(known + (1 - seen), 0, 1));
    }
}
