namespace SparseEval.Tests;

/// <summary>Estimators whose band is calibrated on past models.</summary>
public sealed class CalibratedBandTests
{
    private const int Sources = 60;
    private static readonly Benchmark Benchmark = Populations.Benchmark(200);
    private static readonly ResponseMatrix History = Populations.History(Benchmark, Sources + 8, seed: 21);
    private static readonly SamplingFrame Frame = new(Benchmark, History.SelectModels([.. Enumerable.Range(0, Sources)]));

    public static TheoryData<string> Members() => ["factor-model", "p-irt", "gp-irt", "learner"];

    private static Estimate Run(string estimator, ISamplingDesign design, IReadOnlyList<double> scores, EstimationOptions? options = null, int budget = 50) =>
        Estimators.Parse(estimator).Estimate(Populations.Score(Populations.Draw(design, Frame, budget, 3), scores), options ?? new());

    /// <summary>A new model from the crowd's middle.</summary>
    private static double[] Ordinary() => Enumerable.Range(Sources, 8).Select(m => Populations.Row(History, m)).OrderBy(r => r.Average()).ElementAt(2);

    [Theory, MemberData(nameof(Members))]
    public void An_ordinary_model_gets_a_calibrated_band_from_any_design(string estimator)
    {
        foreach (var design in new[] { Designs.SimpleRandom(), Designs.Stratified("family"), Designs.Prefix() })
        {
            var estimate = Run(estimator, design, Ordinary());
            Assert.Equal("calibrated-band", estimate.Interval!.Kind);
            Assert.Contains(estimate.Diagnostics, d => d.Code == "SPE0023" && d.Message.Contains("60 past models", StringComparison.Ordinal));
            Assert.InRange(estimate.Value, estimate.Interval.Lower, estimate.Interval.Upper);
            Assert.Equal(Ordinary().Average(), estimate.Value, 0.12);
            Assert.Null(estimate.StandardError);
        }
    }

    [Theory, MemberData(nameof(Members))]
    public void Estimates_of_many_models_are_those_one_by_one(string estimator)
    {
        var sample = Populations.Draw(Designs.SimpleRandom(), Frame, 50, 3);
        var scores = Enumerable.Range(Sources, 8).Select(m => (IReadOnlyList<double?>)[.. Populations.Score(sample, Populations.Row(History, m)).Scores]).ToArray();
        var many = Estimators.Parse(estimator).EstimateMany(sample, scores, new());
        for (var m = 0; m < 8; m++)
        {
            var one = Estimators.Parse(estimator).Estimate(new ScoredSample(sample, scores[m]), new());
            Assert.Equal((one.Value, one.Interval!.Lower, one.Interval.Upper), (many[m].Value, many[m].Interval!.Lower, many[m].Interval!.Upper));
        }
    }

    [Theory, MemberData(nameof(Members))]
    public void A_model_far_beyond_the_past_ones_falls_back_to_the_draw_and_says_so(string estimator)
    {
        var perfect = Enumerable.Repeat(1.0, 200).ToArray();
        perfect[3] = perfect[77] = 0;
        var estimate = Run(estimator, Designs.SimpleRandom(), perfect);
        Assert.Contains(estimate.Diagnostics, d => d.Code == "SPE0024");
        Assert.NotEqual("calibrated-band", estimate.Interval!.Kind);
        Assert.Contains("fallen back to", estimate.Method, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Members))]
    public void Without_known_probabilities_there_is_nothing_to_fall_back_on(string estimator)
    {
        var estimate = Run(estimator, Designs.Prefix(), Enumerable.Repeat(1.0, 200).ToArray());
        Assert.Null(estimate.Interval);
        Assert.Contains(estimate.Diagnostics, d => d.Code == "SPE0025");
        Assert.Contains(estimate.Diagnostics, d => d.Code == "SPE0003");
    }

    [Theory, MemberData(nameof(Members))]
    public void A_strange_pattern_of_scores_falls_back(string estimator)
    {
        var opposite = Ordinary().Select((y, i) => Populations.Row(History, 0)[i] + Populations.Row(History, 1)[i] + Populations.Row(History, 2)[i] >= 2 ? 0.0 : 1).ToArray();
        Assert.Contains(Run(estimator, Designs.SimpleRandom(), opposite, budget: 100).Diagnostics, d => d.Code == "SPE0024");
    }

    [Theory, MemberData(nameof(Members))]
    public void Too_few_past_models_and_wider_populations_are_left_to_the_draw(string estimator)
    {
        var wider = Run(estimator, Designs.SimpleRandom(), Ordinary(), new() { Target = InferenceTarget.Superpopulation });
        var sure = Run(estimator, Designs.SimpleRandom(), Ordinary(), new() { Confidence = 0.99 });
        Assert.Contains(wider.Diagnostics, d => d.Code == "SPE0024" && d.Message.Contains("wider population", StringComparison.Ordinal));
        Assert.Contains(sure.Diagnostics, d => d.Code == "SPE0024" && d.Message.Contains("at least 99", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Members))]
    public void No_history_is_refused(string estimator)
    {
        var sample = Populations.Draw(Designs.SimpleRandom(), new(Benchmark), 50, 3);
        Assert.Contains("needs past models", Assert.Throws<SparseEvalException>(() => Estimators.Parse(estimator).Estimate(Populations.Score(sample, Ordinary()), new())).Message);
    }
}
