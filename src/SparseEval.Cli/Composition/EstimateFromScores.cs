using SparseEval.Cli.Composition.Shared;
using SparseEval.Cli.Settings;
using SparseEval.Data;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Composition;

/// <summary>Puts scores that the user has where an engine would stand: the design draws, the file answers.</summary>
internal static class EstimateFromScores
{
    /// <param name="values">In force.</param>
    /// <param name="frame">What is known.</param>
    /// <param name="metrics">Name and scores of each metric, of the same items; a design that follows scores follows the first.</param>
    public static IReadOnlyList<MetricEstimate> Run(SettingValues values, SamplingFrame frame, IReadOnlyList<(string Metric, IReadOnlyList<ItemScore> Scores)> metrics)
    {
        var (sample, method) = Sample(values, frame, metrics[0].Scores);
        if (values.FullPath(KnownSettings.Trusted) is { } trusted) return [Told(new(metrics[0].Metric, Corrected(values, sample, metrics, trusted)), sample, metrics[0].Scores)];
        if (values.IsFlag(KnownSettings.TrustedBy)) throw new SparseEvalException($"{KnownSettings.TrustedBy.Flag} has no effect without {KnownSettings.ChooseTrusted.Flag} or {KnownSettings.Trusted.Flag}. Give one of them, or leave it out.");
        var estimates = MetricEstimates.Of([.. metrics.Select(m => (m.Metric, Scored(sample, frame.Benchmark, m.Scores)))], method.Estimator, method.Options, values.IsOn(KnownSettings.Simultaneous));
        return [.. estimates.Zip(metrics, (estimate, metric) => Told(estimate, sample, metric.Scores))];
    }

    private static MetricEstimate Told(MetricEstimate metric, Sample sample, IReadOnlyList<ItemScore> scores) => FewerEpochs.Remark(sample, scores) is not { } fewer ? metric
        : metric with { Estimate = metric.Estimate with { Diagnostics = [.. metric.Estimate.Diagnostics, fewer] } };

    /// <summary>The judge's scores of the items that the design drew.</summary>
    public static ScoredSample Judged(SettingValues values, SamplingFrame frame, IReadOnlyList<ItemScore> scores) => Scored(Sample(values, frame, scores).Sample, frame.Benchmark, scores);

    private static Estimate Corrected(SettingValues values, Sample sample, IReadOnlyList<(string, IReadOnlyList<ItemScore> Scores)> metrics, string path)
    {
        if (metrics.Count > 1) throw new SparseEvalException($"{KnownSettings.Trusted.Flag} corrects one metric, and {metrics.Count} are named. Name one.");
        Setting[] chosen = [KnownSettings.Estimator, KnownSettings.Interval, KnownSettings.Method, KnownSettings.Target];
        if (chosen.FirstOrDefault(values.IsFlag) is { } flag) throw new SparseEvalException($"{flag.Flag} has no effect with {KnownSettings.Trusted.Flag}, which corrects the design's mean. Leave one of them out.");
        var chosenItems = Positions(sample.Frame.Benchmark, ItemScores.Read(path, "score"));
        var trusted = chosenItems.Where(item => item.Value is not null).ToDictionary(item => item.Key, item => item.Value!.Value);
        var chances = TrustedChoices.Chances(values, path, scores => Positions(sample.Frame.Benchmark, scores));
        var estimate = JudgeCorrection.Estimate(Scored(sample, sample.Frame.Benchmark, metrics[0].Scores), trusted, MethodComposer.Average(values), chances);
        return trusted.Count == chosenItems.Count ? estimate : estimate with { Diagnostics = [.. estimate.Diagnostics, TrustedChoices.Ungraded(chosenItems.Count - trusted.Count, chosenItems.Count)] };
    }

    private static (Sample Sample, (ISamplingDesign Design, IEstimator Estimator, EstimationOptions Options) Method) Sample(SettingValues values, SamplingFrame frame, IReadOnlyList<ItemScore> scores)
    {
        var known = Positions(frame.Benchmark, scores);
        var items = values.Text(KnownSettings.Limit) is null ? known.Count : PlanComposer.ItemLimit(values, frame.Count);
        var method = MethodComposer.Method(values, frame, () => items);
        CalibratedPlan.Require(values, new RunPlan(frame) { Design = method.Design, Estimator = method.Estimator, Budget = Budget.Items(items), Options = method.Options });
        return (values.IsOn(KnownSettings.AssumeRandom) ? AsSimpleRandom(frame, known.Keys) : Draw(method.Design.Begin(frame, items, PlanComposer.Seed(values)), frame, known), method);
    }

    private static ScoredSample Scored(Sample sample, Benchmark benchmark, IReadOnlyList<ItemScore> scores)
    {
        var known = Positions(benchmark, scores);
        if (scores.All(score => score.Epochs is null)) return new(sample, [.. sample.Items.Select(item => known[item.Index])]);
        var epochs = scores.ToDictionary(score => benchmark.IndexOf(score.Id), score => score.Epochs ?? [score.Score]);
        return ScoredSample.OfEpochs(sample, [.. sample.Items.Select(item => epochs[item.Index])]);
    }

    private static Dictionary<int, double?> Positions(Benchmark benchmark, IReadOnlyList<ItemScore> scores)
    {
        var known = new Dictionary<int, double?>();
        foreach (var (id, score) in scores.Select(s => (s.Id, s.Score)))
        {
            var position = benchmark.IndexOf(id);
            if (position < 0) throw new SparseEvalException($"The scores name item '{id}', which benchmark '{benchmark.Name}' does not have. Use the version that the scores are of.");
            known.Add(position, score);
        }
        return known;
    }

    private static Sample Draw(ISamplingPass pass, SamplingFrame frame, Dictionary<int, double?> known)
    {
        while (pass.TryNext(known, out var drawn))
        {
            var lacking = drawn.Where(position => !known.ContainsKey(position)).ToList();
            if (lacking.Count == 0) continue;
            throw new SparseEvalException($"{lacking.Count} of the {drawn.Count} drawn items have no score, '{frame.Benchmark.Items[lacking[0]].Id}' first. " +
                "Use the design, seed and limit of 'plan', or --assume-random where SparseEval did not draw the items.");
        }
        if (pass.Sample.Count != known.Count)
            throw new SparseEvalException($"There are scores for {known.Count} items, and {pass.Sample.Count} were drawn. Leave the others out, or raise --limit.");
        return pass.Sample;
    }

    private static Sample AsSimpleRandom(SamplingFrame frame, IEnumerable<int> positions)
    {
        int[] drawn = [.. positions.Order()];
        return new Sample
        {
            Frame = frame,
            Design = "assumed simple-random",
            Seed = 0,
            Items = [.. drawn.Select(position => new SampledItem(position, Stratum: 0, (double)drawn.Length / frame.Count))],
            Strata = [new StratumSample("all", frame.Count, drawn.Length)],
        };
    }
}
