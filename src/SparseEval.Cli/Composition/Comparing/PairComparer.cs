using SparseEval.Cli.Composition.Shared;

namespace SparseEval.Cli.Composition.Comparing;

/// <summary>Compares all pairs of given results on their shared items.</summary>
internal static class PairComparer
{
    public static CompareResult Of(IReadOnlyList<ScoreSource> sources, SharedSample shared, double margin, double confidence)
    {
        var names = Names(sources);
        var scores = sources.Select(shared.Of).ToList();
        var pairs = (from i in Enumerable.Range(0, sources.Count) from j in Enumerable.Range(i + 1, sources.Count - i - 1) select (I: i, J: j)).ToList();
        // Verdicts and ranks hold for all pairs at once.
        var level = 1 - (1 - confidence) / pairs.Count;
        var compared = pairs.Select(p => Valid(shared, Compare(shared, (sources[p.I], scores[p.I]), (sources[p.J], scores[p.J]), level), [sources[p.I], sources[p.J]])).ToList();
        var adjusted = compared.All(c => c.PValue is not null) ? (MultipleComparisons.Holm([.. compared.Select(c => c.PValue!.Value)]), MultipleComparisons.BenjaminiHochberg([.. compared.Select(c => c.PValue!.Value)])) : default;
        var won = pairs.Select((p, k) => (p.I, p.J, Sign: Decided(compared[k], adjusted.Item1?[k], 1 - confidence))).ToList();
        return new()
        {
            Benchmark = shared.Sample.Frame.Benchmark.Name,
            Population = shared.Sample.Frame.Count,
            Shared = shared.Sample.Count,
            Margin = margin,
            Confidence = confidence,
            IsSequential = shared.Order is not null,
            Basis = Basis(shared, scores.Any(s => s.Any(y => y is null))),
            Models = [.. names.Select((name, m) => (name, 1 + won.Count(w => w.I == m && w.Sign < 0 || w.J == m && w.Sign > 0), names.Count - won.Count(w => w.I == m && w.Sign > 0 || w.J == m && w.Sign < 0)))],
            Pairs = [.. pairs.Select((p, k) => new ComparedPair(names[p.I], names[p.J], compared[k], ComparedPair.Judge(compared[k].Interval, margin))
            {
                Adjusted = adjusted.Item1 is null ? null : (adjusted.Item1[k], adjusted.Item2[k]),
            })],
        };
    }

    /// <summary>Sign of a difference that is decided against 0, or 0: by Holm where there are p-values, else by the interval, which is at the pairs' shared level.</summary>
    private static int Decided(PairedComparison comparison, double? holm, double alpha) =>
        (holm is { } p ? p <= alpha : comparison.Interval is { } ci && (ci.Lower > 1e-12 || ci.Upper < -1e-12)) ? Math.Sign(comparison.Difference) : 0;

    /// <summary>McNemar's test takes items for independent, which those of one group are not.</summary>
    private static PairedComparison Valid(SharedSample shared, PairedComparison comparison, IReadOnlyList<ScoreSource> sources)
    {
        var missing = MissingScores.Remark(sources, shared);
        var told = comparison with { McNemarPValue = shared.ClusterField is null ? comparison.McNemarPValue : null, Diagnostics = [.. comparison.Diagnostics, .. shared.Remarks, .. sources.Select(source => FewerEpochs.Remark(source, shared)).OfType<Diagnostic>()] };
        return missing is null ? told : told with { Interval = null, PValue = null, McNemarPValue = null, Diagnostics = [.. told.Diagnostics, missing] };
    }

    private static PairedComparison Compare(SharedSample shared, (ScoreSource Source, IReadOnlyList<double?> Scores) a, (ScoreSource Source, IReadOnlyList<double?> Scores) b, double level)
    {
        if (shared.Order is not null) return Watched(shared, a.Scores, b.Scores, level);
        var estimator = shared.Sample.Frame.History is null ? Estimators.Mean() : Estimators.Regression();
        if (shared.Target != InferenceTarget.ExpectedScore) return ModelComparison.Paired(shared.Sample, a.Scores, b.Scores, estimator, shared.Options(level));
        // The luck of both models' epochs is part of the error, which p-values of the scores as run leave out.
        var asRun = ModelComparison.Paired(shared.Sample, a.Scores, b.Scores, estimator, shared.Options(level) with { Target = InferenceTarget.FullBenchmark });
        var expected = Gates.Of(GateCriterion.MaxDrop(0), shared.Scored(a.Source), shared.Scored(b.Source), estimator, shared.Options(level));
        return asRun with { Interval = expected.Interval, StandardError = null, PValue = null, McNemarPValue = null, Diagnostics = expected.Diagnostics };
    }

    /// <summary>A size that depended on scores leaves no p-value of a fixed sample.</summary>
    private static PairedComparison Watched(SharedSample shared, IReadOnlyList<double?> a, IReadOnlyList<double?> b, double level)
    {
        var at = shared.Sample.Items.Index().ToDictionary(item => item.Item.Index, item => item.Index);
        var run = ModelComparison.Sequential(ConfidenceSequences.Betting(), new() { Frame = shared.Sample.Frame, Confidence = level });
        foreach (var position in shared.Order!)
            if (a[at[position]] is { } x && b[at[position]] is { } y) run.Add(position, x, y);
        var both = Enumerable.Range(0, a.Count).Where(i => a[i].HasValue && b[i].HasValue).ToArray();
        return new()
        {
            Difference = run.Value,
            StandardError = null,
            Interval = run.Count > 0 ? run.Interval : null,
            PValue = null,
            McNemarPValue = null,
            Items = (both.Count(i => a[i] > b[i]), both.Count(i => a[i] < b[i]), both.Count(i => a[i] == b[i])),
            Influence = new Dictionary<int, double>(),
            Diagnostics = run.Diagnostics,
        };
    }

    private static string Basis(SharedSample shared, bool missing) => shared.Target == InferenceTarget.Superpopulation ? $"the items stand for questions like these{(shared.ClusterField is { } field ? $"; those of one '{field}' share luck" : "")}"
        : shared.Target == InferenceTarget.ExpectedScore ? $"items drawn by {shared.Sample.Design}; the difference is that over endless epochs"
        : shared.IsComplete && missing ? "all items of the benchmark but those without a score, which are taken as missing at random"
        : shared.IsComplete ? "all items of the benchmark, so differences are known and not estimated"
        : shared.Order is not null ? "runs that stopped early, under a betting sequence that holds at whatever moment they stopped" : $"items drawn by {shared.Sample.Design}";

    /// <summary>Names that tell the sources apart: the file's where models are called alike.</summary>
    private static List<string> Names(IReadOnlyList<ScoreSource> sources)
    {
        var names = sources.Select(s => sources.Count(o => o.Name == s.Name) == 1 ? s.Name : Path.GetFileNameWithoutExtension(s.Place)).ToList();
        return names.Distinct(StringComparer.Ordinal).Count() == names.Count ? names : [.. sources.Select(s => s.Place)];
    }
}
