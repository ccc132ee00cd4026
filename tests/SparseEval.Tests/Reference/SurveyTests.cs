using System.Globalization;

namespace SparseEval.Tests.Reference;

/// <summary>Numbers that R's package survey gives for the same 60 items; script and output in tests/reference.</summary>
public sealed class SurveyTests
{
    private static readonly int[] Pick = [0, 2, 5, 9, 10, 12, 13, 17, 22, 28, 30, 31, 35, 38, 41, 44, 47, 50, 53, 58];
    private static readonly int[] Passages = [0, 3, 4, 7, 11, 13];
    private static readonly Dictionary<string, double[]> Numbers = Read();
    private static readonly Benchmark Benchmark = new("sixty", [.. Enumerable.Range(0, 60).Select(i => new Item($"i{i}", fields: new Dictionary<string, string>
    {
        ["family"] = Family(i),
        ["difficulty"] = $"{i % 2}",
        ["passage"] = $"p{i / 4}",
    }))]);

    private static string Family(int i) => i < 10 ? "f0" : i < 30 ? "f1" : "f2";

    private static double Binary(int i) => (i * 37 + 11) % 17 < 9 ? 1 : 0;

    private static double Graded(int i) => (i * 29 + 5) % 23 / 23.0;

    private static double X1(int i) => (i * 37 + 11) % 17 < 11 ? 1 : 0;

    private static double X2(int i) => (i * 13 + 3) % 19 / 19.0;

    [Theory, InlineData("srs-binary"), InlineData("srs-graded")]
    public void Simple_random_mean_equals_R_survey(string line) => Matches(line, Estimate(SimpleRandom(), Y(line)));

    [Theory, InlineData("stratified-binary"), InlineData("stratified-graded")]
    public void Stratified_mean_equals_R_survey(string line) => Matches(line, Estimate(Stratified(), Y(line)));

    /// <summary>R linearises; the shares that items have in their category's mean are then missing, at most 1/5 of the variance with 5 items or more in each.</summary>
    [Theory, InlineData("stratified-macro-difficulty", "difficulty", 1.12), InlineData("srs-macro-family", "family", 1.12), InlineData("stratified-macro-family", "family", 1 + 1e-9)]
    public void Category_weighted_mean_equals_R_survey_svyby_and_its_error_is_not_smaller(string line, string field, double most)
    {
        var estimate = Estimate(line.StartsWith("srs", StringComparison.Ordinal) ? SimpleRandom() : Stratified(), Graded, new() { Estimand = Estimand.CategoryWeighted(field) });
        Assert.Equal(Numbers[line][0], estimate.Value, 10);
        Assert.InRange(estimate.StandardError!.Value / Numbers[line][1], 1 - 1e-9, most);
    }

    [Theory, InlineData("clusters-binary"), InlineData("clusters-graded")]
    public void Whole_clusters_equal_R_survey(string line) => Matches(line, Estimate(Clusters(), Y(line)));

    [Fact]
    public void Clusters_in_a_superpopulation_equal_R_survey() =>
        Matches("clusters-superpopulation", Estimate(Clusters(), Graded, new() { Target = InferenceTarget.Superpopulation }));

    [Fact]
    public void Items_drawn_one_by_one_are_clustered_in_a_superpopulation_as_in_R_survey() =>
        Matches("srs-superpopulation", Estimate(SimpleRandom(), Graded, new() { Target = InferenceTarget.Superpopulation, ClusterField = "passage" }));

    [Fact]
    public void Unpenalised_regression_equals_R_lm_and_calibrate()
    {
        var estimate = Regress(SimpleRandom(), 1e-12);
        Assert.Equal(Numbers["greg-value"][0], estimate.Value, 6);
        Assert.Equal(Numbers["greg-lm-value"][0], estimate.Value, 6);
        Assert.Equal(Numbers["greg-loo-se"][0], estimate.StandardError!.Value, 6);
    }

    [Theory, InlineData("greg-stratified", 1e-12), InlineData("ridge", 0.1)]
    [Proves(Proof.Exact, "estimators/regression")]
    public void Stratified_regression_equals_refitting_in_R(string line, double penalty)
    {
        var estimate = Regress(Stratified(), penalty);
        Assert.Equal(Numbers[$"{line}-value"][0], estimate.Value, 6);
        Assert.Equal(Numbers[$"{line}-loo-se"][0], estimate.StandardError!.Value, 6);
    }

    [Fact]
    public void Ratio_total_equals_R_survey_svyratio()
    {
        var cost = Enumerable.Range(0, 60).Select(i => 1 + 9 * X2(i)).ToArray();
        var total = DesignBasedTotal.Estimate(Stratified(), [.. Pick.Select(i => (double?)(3 + 20 * X2(i) + Graded(i)))], cost);
        Assert.Equal(Numbers["ratio-total"][0], total.Value, 8);
        Assert.Equal(Numbers["ratio-total-se"][0], total.StandardError!.Value, 8);
    }

    private static Estimate Estimate(Sample sample, Func<int, double> y, EstimationOptions? options = null) =>
        Estimators.Mean().Estimate(new(sample, [.. sample.Items.Select(i => i.Index is 13 or 45 && sample.UnitField is not null ? null : (double?)y(i.Index))]), options ?? new());

    /// <summary>The R script has a variance that the plain mean's falls below, so the estimator's own choice is bypassed.</summary>
    private static (double Value, double? StandardError) Regress(Sample sample, double penalty)
    {
        var scores = new DesignedScores(new ScoredSample(sample, [.. Pick.Select(i => (double?)Graded(i))]), new());
        var units = new VarianceUnits(scores, []);
        var fit = new RidgeFit(scores, units, new(scores, units, HistoryColumns.Of(sample.Frame.History!, scores)));
        var alpha = penalty * fit.Basis.LargestEigenvalue;
        return (scores.Mean(scores.Scores) + fit.Adjustment(alpha), Math.Sqrt(units.Variance(units.Influence(fit.Residuals(alpha))).Variance));
    }

    private static void Matches(string line, Estimate estimate)
    {
        Assert.Equal(Numbers[line][0], estimate.Value, 10);
        Assert.Equal(Numbers[line][1], estimate.StandardError!.Value, 10);
    }

    private static Func<int, double> Y(string line) => line.EndsWith("binary", StringComparison.Ordinal) ? Binary : Graded;

    private static SamplingFrame Frame()
    {
        var builder = new ResponseMatrixBuilder(["x1", "x2"], [.. Benchmark.Items.Select(i => i.Id)]);
        for (var i = 0; i < 60; i++) { builder.Set(0, i, X1(i)); builder.Set(1, i, X2(i)); }
        return new(Benchmark, builder.Build());
    }

    private static Sample Sample(IEnumerable<SampledItem> items, params StratumSample[] strata) =>
        new() { Frame = Frame(), Design = "as in R", Seed = 0, Items = [.. items], Strata = strata };

    private static Sample SimpleRandom() => Sample(Pick.Select(i => new SampledItem(i, 0, 20 / 60.0)), new StratumSample("all", 60, 20));

    private static Sample Stratified() => Sample(Pick.Select(i => new SampledItem(i, Family(i)[1] - '0', 0.5)),
        new StratumSample("f0", 10, 4), new StratumSample("f1", 20, 6), new StratumSample("f2", 30, 10));

    private static Sample Clusters() => Sample(Passages.SelectMany(p => Enumerable.Range(4 * p, 4)).Select(i => new SampledItem(i, 0, 6 / 15.0)),
        new StratumSample("all", 15, 6) { Items = 60 }) with
    { UnitField = "passage" };

    private static Dictionary<string, double[]> Read() => File.ReadLines(Path.Combine(AppContext.BaseDirectory, "survey.txt")).Skip(1)
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .ToDictionary(parts => parts[0], parts => parts[1..].Select(p => double.Parse(p, CultureInfo.InvariantCulture)).ToArray());
}
