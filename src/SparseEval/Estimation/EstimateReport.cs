namespace SparseEval;

/// <summary>The last step of every estimator: bounds, interval, diagnostics.</summary>
internal sealed class EstimateReport(DesignedScores scores, string estimator)
{
    private const double FewFreedom = 5;

    public List<Diagnostic> Diagnostics { get; } = [.. Missing(scores)];

    /// <summary>
    /// True where the error comes from predictions and does not vanish as the score nears 0 or 1, as score intervals suppose: the default interval is then widened to the hull with Student's t.
    /// </summary>
    public bool ErrorStaysAtEnds { get; set; }

    /// <summary>No interval: the design's probabilities are not known.</summary>
    public Estimate WithoutInterval(double value)
    {
        Diagnostics.Add(DiagnosticCatalog.NoKnownProbabilities(scores.Sample.Design));
        return Make(value, null, null, null, []);
    }

    /// <summary>No interval: an active sample's later draws rest on the scores of earlier ones.</summary>
    public Estimate ActiveWithoutInterval(double raw, int missing)
    {
        Diagnostics.Add(DiagnosticCatalog.ActiveScoresMissing(missing));
        return Make(Math.Clamp(raw, scores.LowerBound, scores.UpperBound), null, null, null, []);
    }

    /// <summary>No interval, on purpose: the items were chosen for the most precise score.</summary>
    public Estimate PointOnly(double raw)
    {
        Diagnostics.Add(DiagnosticCatalog.PointScore(scores.Sample.Design));
        return Make(Math.Clamp(raw, scores.LowerBound, scores.UpperBound), null, null, null, []);
    }

    /// <summary>A band calibrated on past models; no standard error of the design stands behind it.</summary>
    /// <param name="raw">The score.</param>
    /// <param name="halfWidth">Null where past models are too few for the confidence.</param>
    public Estimate WithBand(double raw, double? halfWidth)
    {
        var value = Math.Clamp(raw, scores.LowerBound, scores.UpperBound);
        Diagnostics.Add(halfWidth is null ? DiagnosticCatalog.ConfidenceBeyondPastModels(scores.Options.Confidence) : DiagnosticCatalog.BandFromPastModels());
        return Make(value, null, null, halfWidth is { } half ? Band(raw, half) : null, []);
    }

    private ConfidenceInterval Band(double centre, double half) => new(Math.Clamp(centre - half, scores.LowerBound, scores.UpperBound),
        Math.Clamp(centre + half, scores.LowerBound, scores.UpperBound), scores.Options.Confidence, "calibrated-band");

    /// <summary>Nothing is left to estimate.</summary>
    public Estimate Exact(double value)
    {
        Diagnostics.Add(DiagnosticCatalog.Census(scores.Count));
        return Make(value, 0, null, new(value, value, scores.Options.Confidence, "census"), new double[scores.Count]);
    }

    /// <summary>An interval that rests on past models, not on the design; clipped to what the observed scores leave possible.</summary>
    public Estimate WithBand(double raw, double halfWidth, string kind)
    {
        var value = Math.Clamp(raw, scores.LowerBound, scores.UpperBound);
        if (Math.Abs(value - raw) > 1e-9) Diagnostics.Add(DiagnosticCatalog.Clipped(raw, value));
        var (lower, upper) = (Math.Max(scores.LowerBound, value - halfWidth), Math.Min(scores.UpperBound, value + halfWidth));
        return Make(value, null, null, new(lower, upper, scores.Options.Confidence, kind), []);
    }

    public Estimate WithInterval(double raw, double standardError, double freedom, double[] influence, VarianceUnits units) =>
        WithInterval(raw, standardError, freedom, influence, units.EffectiveSize, units.Sample(influence, scores.Scores));

    public Estimate WithInterval(double raw, double standardError, double freedom, double[] influence, double effectiveSize, IntervalSample? sample)
    {
        var value = Math.Clamp(raw, scores.LowerBound, scores.UpperBound);
        if (Math.Abs(value - raw) > 1e-9) Diagnostics.Add(DiagnosticCatalog.Clipped(raw, value));
        if (!scores.HasSpread) Diagnostics.Add(DiagnosticCatalog.NoSpread(scores.Scores[0], scores.Count));
        if (freedom < FewFreedom) Diagnostics.Add(DiagnosticCatalog.FewDegreesOfFreedom(freedom));
        var input = new IntervalInput
        {
            Value = value,
            StandardError = standardError,
            DegreesOfFreedom = Math.Max(1, freedom),
            SampleSize = scores.Count,
            PopulationSize = scores.Sample.Frame.Count,
            EffectiveSize = effectiveSize,
            LowerBound = scores.LowerBound,
            UpperBound = scores.UpperBound,
            Sample = sample,
        };
        var (method, reason) = scores.Options.Interval is { } asked ? (asked, "it was asked for") : DefaultIntervalRule.Choose(input, scores.Options.KeepsLevels);
        Diagnostics.Add(DiagnosticCatalog.IntervalChosen(method.Name, reason));
        var estimate = Make(value, standardError, freedom, At(scores.Options.Confidence), influence);
        return scores.Options.KeepsLevels ? estimate with { AtLevel = At } : estimate;

        ConfidenceInterval At(double level)
        {
            var interval = method.Interval(input, level);
            if (scores.Options.Interval is not null) return interval;
            var hull = RareCount.Hull(ErrorStaysAtEnds ? WaldTInterval.Hull(interval, input) : interval, scores);
            return scores.Options.KeepsLevels ? hull : OneSidedEnds.Hull(hull, input);
        }
    }

    private Estimate Make(double value, double? standardError, double? freedom, ConfidenceInterval? interval, double[] influence) => new()
    {
        Value = value,
        StandardError = standardError,
        DegreesOfFreedom = freedom,
        Interval = interval,
        SampleSize = scores.Count,
        PopulationSize = scores.Sample.Frame.Count,
        Estimand = scores.Options.Estimand.Name,
        Target = scores.Options.Target,
        Method = $"{estimator} on {scores.Sample.Design}",
        Diagnostics = Diagnostics,
        Influence = influence.Select((z, i) => (scores.Index[i], z)).ToDictionary(p => p.Item1, p => p.z),
    };

    private static IEnumerable<Diagnostic> Missing(DesignedScores scores)
    {
        var drawn = scores.Sample.Count;
        if (scores.Count == drawn) yield break;
        var byStratum = scores.Sample.Items.CountBy(i => i.Stratum).ToDictionary(c => c.Key, c => c.Value);
        var where = scores.Sample.Strata.Select((s, h) => (s.Name, Lacking: byStratum.GetValueOrDefault(h) - scores.ScoredInStratum[h])).Where(s => s.Lacking > 0);
        yield return DiagnosticCatalog.Unscored(drawn - scores.Count, drawn, string.Join(", ", where.Select(s => $"{s.Lacking} in '{s.Name}'")));
    }
}
