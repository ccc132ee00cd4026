namespace SparseEval;

/// <summary>Arithmetic of <see cref="JudgeCorrection"/>.</summary>
internal sealed class TwoPhase
{
    private const int FewestTrusted = 5;
    private const int FewTrusted = 30;

    private readonly ScoredSample _judged;
    private readonly EstimationOptions _options;
    private readonly DesignedScores _scores;
    private readonly int[] _both;
    private readonly double[] _trusted;
    private readonly UnequalPhase? _unequal;

    public TwoPhase(ScoredSample judged, IReadOnlyDictionary<int, double> trusted, EstimationOptions options, IReadOnlyDictionary<int, double>? chances = null)
    {
        (_judged, _options) = (judged, options);
        _scores = new(judged, options);
        if (!_scores.Sample.HasKnownProbabilities || _scores.Sample.Batches is not null)
            throw new SparseEvalException($"The design '{judged.Sample.Design}' cannot carry a corrected estimate. Draw the judged items by 'stratified' or 'simple-random'.");
        if (chances is not null && options.ClusterField is not null) throw new SparseEvalException("Trusted items chosen by the judge's doubt are drawn one by one, and clusters cannot be held together. Leave the cluster out.");
        if (options.Target != InferenceTarget.FullBenchmark) throw new SparseEvalException("A judge is corrected for this benchmark's score alone. Leave the other target out.");
        var place = _scores.Index.Index().ToDictionary(i => i.Item, i => i.Index);
        foreach (var (item, score) in trusted)
        {
            var id = judged.Sample.Frame.Benchmark.Items[item].Id;
            if (!place.ContainsKey(item)) throw new SparseEvalException($"Item '{id}' has a trusted grade and no score of the judge. Choose trusted items among the judged ones.");
            if (!(score >= 0 && score <= 1)) throw new SparseEvalException($"Item '{id}' has the trusted grade {score}; scores lie in [0, 1].");
        }
        if (trusted.Count < FewestTrusted) throw new SparseEvalException($"{trusted.Count} trusted grades say too little about a judge. Give at least {FewestTrusted}.");
        _both = [.. trusted.Keys.Order().Select(item => place[item])];
        _trusted = [.. _both.Select(i => trusted[_scores.Index[i]])];
        if (chances is not null && _both.Length < _scores.Count && _both.All(i => Chance(chances, _scores.Index[i]) == 1))
            throw new SparseEvalException($"All trusted items have the chance 1, by which each of the {_scores.Count} judged items would be graded, and {_scores.Count - _both.Length} are not. Give the chances that came with the choice, and the grades of all chosen items.");
        _unequal = chances is null ? null : new(Array.ConvertAll(_both, i => _scores.Coefficients[i]), Array.ConvertAll(_both, i => Chance(chances, _scores.Index[i])), _scores.Count);
    }

    public Estimate Estimate()
    {
        var slope = Slope();
        var cheap = Array.ConvertAll(_scores.Scores, p => slope * p);
        var (correction, residuals) = Correct(cheap);
        var value = _scores.Mean(cheap) + correction;
        var (variance, freedom, draw) = Variance(cheap, correction, residuals);
        var (down, up) = Distances(value, slope, draw);
        var clipped = Math.Clamp(value, 0, 1);
        return new()
        {
            Value = clipped,
            StandardError = Math.Sqrt(variance),
            DegreesOfFreedom = freedom,
            Interval = new(Math.Clamp(value - down, 0, 1), Math.Clamp(value + up, 0, 1), _options.Confidence, "two-phase"),
            SampleSize = _scores.Count,
            PopulationSize = _scores.Sample.Frame.Count,
            Estimand = _options.Estimand.Name,
            Target = _options.Target,
            Method = $"{_scores.Sample.Design}, judge corrected on {_both.Length} trusted grades",
            Diagnostics = Diagnostics(clipped, value),
        };
    }

    /// <summary>Of trusted on cheap scores by least squares over the second phase, held to [0, 1].</summary>
    private double Slope()
    {
        var p = Array.ConvertAll(_both, i => _scores.Scores[i]);
        if (_unequal is not null) return _unequal.Slope(p, _trusted);
        var (mp, my) = (p.Average(), _trusted.Average());
        var spread = p.Sum(x => (x - mp) * (x - mp));
        return spread > 1e-12 ? Math.Clamp(p.Zip(_trusted, (x, y) => (x - mp) * (y - my)).Sum() / spread, 0, 1) : 0;
    }

    private double Chance(IReadOnlyDictionary<int, double> chances, int item) => chances.TryGetValue(item, out var chance) && chance is > 0 and <= 1 ? chance : throw new SparseEvalException(
        $"Item '{_scores.Sample.Frame.Benchmark.Items[item].Id}' has a trusted grade and no chance in (0, 1]. Keep the chances that came with the choice beside the grades of all chosen items.");

    /// <summary>Mean of trusted less cheap over the second phase with the design's weights, and deviations from it on the scale of the weights.</summary>
    private (double Correction, double[] Residuals) Correct(double[] cheap)
    {
        if (_unequal is not null)
        {
            double[] differences = [.. _both.Select((i, k) => _trusted[k] - cheap[i])];
            var mean = _unequal.Mean(differences);
            return (mean, Array.ConvertAll(differences, d => d - mean));
        }
        var weight = Array.ConvertAll(_both, i => _scores.Coefficients[i]);
        var all = weight.Sum();
        var correction = _both.Select((i, k) => weight[k] * (_trusted[k] - cheap[i])).Sum() / all;
        return (correction, [.. _both.Select((i, k) => _scores.Count * weight[k] * (_trusted[k] - cheap[i] - correction))]);
    }

    /// <summary>From the estimate to the interval's ends.</summary>
    private (double Down, double Up) Distances(double value, double slope, (double Variance, double Freedom) draw)
    {
        double[] weight = [.. _both.Select((i, k) => _scores.Coefficients[i] / (_unequal?.Chance(k) ?? 1))];
        var all = weight.Sum();
        double[] chance = [.. _both.Select((_, k) => _unequal?.Chance(k) ?? _both.Length / (double)_scores.Count)];
        var second = new SecondPhaseEnds(Array.ConvertAll(_both, i => _scores.Scores[i]), _trusted, Array.ConvertAll(weight, w => w / all), chance, _options.Confidence);
        var distances = _scores.Scores.Concat(_trusted).All(y => y is 0 or 1) ? second.ByKinds(slope, _scores.Mean(_scores.Scores)) : second.ByParts(slope);
        var size = _scores.IsCensus ? double.PositiveInfinity : VarianceUnits.Of(_scores, []).EffectiveSize;
        return new FirstPhaseEnds(value, draw.Variance, draw.Freedom, size, _options.Confidence).Add(distances);
    }

    /// <summary>Of the estimate, and of the draw of the judged items alone.</summary>
    private (double Variance, double Freedom, (double Variance, double Freedom) Draw) Variance(double[] cheap, double correction, double[] residuals)
    {
        if (_unequal is not null) return UnequalVariance(_unequal, cheap, correction, residuals);
        double n = _scores.Count, m = _both.Length;
        // One unseen disagreement of a whole score.
        var spread = (residuals.Sum(r => r * r) + 1) / (m - 1);
        var second = (1 / m - 1 / n) * spread;
        var values = Array.ConvertAll(cheap, c => c + correction);
        for (var k = 0; k < _both.Length; k++) values[_both[k]] += n / m * (_trusted[k] - cheap[_both[k]] - correction);
        var (first, freedom) = First(values);
        // The seen part of the second phase is in the first's values already, less its finite population correction.
        var seen = (1 / m - 1 / n) * residuals.Sum(r => r * r) / (m - 1);
        var drawn = n / _scores.Sample.Frame.Count;
        var total = first + drawn * seen + (second - seen);
        var alone = First(cheap).Variance;
        var rest = Math.Max(total - alone, second);
        return (total, Freedom(total, alone, freedom, rest), (Math.Max(alone, first - (1 - drawn) * seen), freedom));
    }

    /// <summary>
    /// The design's own of the values b p + c + I e / q holds 1 - f of the second phase's part, f the first phase's fraction of the item; the rest is added (exactly unbiased for a given slope and mean).
    /// </summary>
    private (double Variance, double Freedom, (double Variance, double Freedom) Draw) UnequalVariance(UnequalPhase phase, double[] cheap, double correction, double[] residuals)
    {
        var values = Array.ConvertAll(cheap, c => c + correction);
        for (var k = 0; k < _both.Length; k++) values[_both[k]] += residuals[k] / phase.Chance(k);
        var (first, freedom) = First(values);
        var units = _scores.IsCensus ? null : VarianceUnits.Of(_scores, []);
        var second = phase.Variances(residuals);
        var drawn = second.Select((v, k) => v * (units?.FractionOf(_both[k]) ?? 1)).Sum();
        var total = first + drawn + phase.Unseen;
        var alone = First(cheap).Variance;
        var later = Math.Max(total - alone, second.Sum() + phase.Unseen);
        return (total, Freedom(total, alone, freedom, later), (Math.Max(alone, first - second.Sum() + drawn), freedom));
    }

    /// <summary>Satterthwaite's; where nothing is open the variance is known.</summary>
    private double Freedom(double total, double alone, double freedom, double rest) =>
        total > 0 ? total * total / (alone * alone / Math.Max(1, freedom) + rest * rest / (_both.Length - 2)) : double.PositiveInfinity;

    private (double Variance, double Freedom) First(double[] values)
    {
        if (_scores.IsCensus) return (0, double.PositiveInfinity);
        var all = new double?[_scores.Sample.Count];
        for (var i = 0; i < values.Length; i++) all[_scores.Positions[i]] = values[i];
        var scores = new DesignedScores(_scores.Sample, all, _options);
        var units = VarianceUnits.Of(scores, []);
        return units.Variance(units.Influence(scores.Scores));
    }

    private Diagnostic[] Diagnostics(double clipped, double raw)
    {
        var bias = _both.Select((i, k) => _scores.Scores[i] - _trusted[k]).Average();
        var missing = _judged.Scores.Count(score => score is null);
        Diagnostic?[] all =
        [
            missing > 0 ? DiagnosticCatalog.Unscored(missing, _judged.Sample.Count, "by the judge") : null,
            DiagnosticCatalog.JudgeCorrected(_both.Length, bias, _scores.Mean(_scores.Scores)),
            Math.Abs(clipped - raw) > 1e-9 ? DiagnosticCatalog.Clipped(raw, clipped) : null,
            _both.Length < FewTrusted ? DiagnosticCatalog.CoverageNotPromised($"{_both.Length} trusted grades are fewer than the {FewTrusted} from which it was measured. Grade more") : null,
            _unequal is { IsEqual: false } ? DiagnosticCatalog.CoverageNotPromised("the trusted items were chosen by the judge's doubt, and mistakes on items of which it is sure are rarely among them. Choose with equal chances where it may err there") : null,
        ];
        return [.. all.OfType<Diagnostic>()];
    }
}
