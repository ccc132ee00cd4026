namespace SparseEval.Tests.Calibration;

/// <summary>Coverage of calibrated bands for models from the same crowd as the history, over fresh histories, samples and models; two-sided.</summary>
public sealed class BandCoverageTests
{
    private const int Items = 120;
    private const int Sources = 40;
    private const int Targets = 20;
    private const int Worlds = 40;

    private static readonly Lazy<World>[] Made = [.. Enumerable.Range(0, Worlds).Select(r => new Lazy<World>(() => World.Of(r)))];

    private static readonly Dictionary<string, IEstimator> Members = new()
    {
        ["factor-model"] = Estimators.FactorModel(SparseEval.HistoryModels.GaussianFactor(new() { Ranks = [3] })),
        ["p-irt"] = Estimators.PIrt(),
        ["gp-irt"] = Estimators.GpIrt(),
        ["learner"] = Estimators.Learner(),
        ["learner lasso"] = Estimators.Learner(new() { Kind = LearnerKind.Lasso }),
        ["learner kernel-ridge"] = Estimators.Learner(new() { Kind = LearnerKind.KernelRidge }),
    };

    // Planted, sources predicted by what has seen them in place of what has not: factor-model 89.3 %, p-irt 90.0 %, gp-irt 90.8 %, lasso 58.3 %; learner and kernel-ridge fall back nearly always.
    [Theory, InlineData("factor-model"), InlineData("p-irt"), InlineData("gp-irt"), InlineData("learner"), InlineData("learner lasso"), InlineData("learner kernel-ridge")]
    [Proves(Proof.Calibration, "estimators/factor-model", "estimators/p-irt", "estimators/gp-irt", "estimators/learner")]
    public void Bands_hold_on_random_samples(string estimator)
    {
        var (held, judged) = Tally(Members[estimator], Designs.SimpleRandom());
        Assert.True(judged > 0.6 * Worlds * Targets, $"{judged} bands");
        Assert.InRange(held / (double)judged, 0.915, 0.98);
    }

    // Samples that the history shapes but chance decides. Planted as above: 88.5, 89.0 and 89.4 %.
    [Theory, InlineData("balanced"), InlineData("pivotal"), InlineData("unequal")]
    public void Bands_hold_on_samples_that_use_the_history(string design)
    {
        var (held, judged) = Tally(Members["factor-model"], Designs.Parse(design, new()));
        Assert.InRange(held / (double)judged, 0.925, 0.985);
    }

    // Seen to fail with the band given. On these items past models' errors are smaller than a new model's. The bands that they would give held in 59-79 % (anchors by gradient), 83-96 % (variance reduction), 89-95 % (rerandomized), 85-97 % (adaptive).
    [Theory, InlineData("anchors"), InlineData("rerandomized"), InlineData("adaptive"), InlineData("active")]
    [Proves(Proof.Calibration, "designs/anchors", "designs/rerandomized", "designs/adaptive")]
    public void No_band_is_given_where_scores_chose_the_items(string design)
    {
        var world = Made[0].Value;
        var row = world.Rows.OrderBy(r => r.Average()).ElementAt(Targets / 2);
        var sample = Populations.Draw(Designs.Parse(design, new()), world.Frame, 30, 1, i => row[i]);
        foreach (var estimator in Members.Values)
        {
            var estimate = estimator.Estimate(Populations.Score(sample, row), new());
            Assert.Null(estimate.Interval);
            Assert.Contains(estimate.Diagnostics, d => d.Code is "SPE0036" or "SPE0025");
            Assert.Equal(row.Average(), estimate.Value, 0.2);
        }
    }

    /// <summary>Fall-backs are left out: they are the design's intervals.</summary>
    private static (int Held, int Judged) Tally(IEstimator estimator, ISamplingDesign design)
    {
        var counts = new (int Held, int All)[Worlds];
        Parallel.For(0, Worlds, r =>
        {
            var world = Made[r].Value;
            var sample = Populations.Draw(design, world.Frame, 30, (ulong)r + 1);
            var estimates = estimator.EstimateMany(sample, [.. world.Rows.Select(row => Populations.Score(sample, row).Scores)], new());
            foreach (var (estimate, row) in estimates.Zip(world.Rows).Where(p => p.First.Interval!.Kind == "calibrated-band"))
                counts[r] = (counts[r].Held + (estimate.Interval!.Contains(row.Average()) ? 1 : 0), counts[r].All + 1);
        });
        return (counts.Sum(c => c.Held), counts.Sum(c => c.All));
    }

    private sealed record World(SamplingFrame Frame, double[][] Rows)
    {
        public static World Of(int seed)
        {
            var benchmark = Populations.Benchmark(Items);
            var all = Populations.History(benchmark, Sources + Targets, 500 + seed);
            return new(new(benchmark, all.SelectModels([.. Enumerable.Range(0, Sources)])), [.. Enumerable.Range(Sources, Targets).Select(m => Populations.Row(all, m))]);
        }
    }
}
