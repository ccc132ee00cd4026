namespace SparseEval.Tests.Analysis;

/// <summary>Item quality, drift and calibration against numbers worked out by hand, and against the READMEs of real matrices.</summary>
public sealed class AnalysisTests
{
    // Rest of item a (means of b, c, d): 1, 2/3, 2/3, 1/3; y = 1, 1, 0, 0: covariance 1/6 * 4/4, r = 1 / sqrt 2. Of item b: rest (a, c, d) 1, 1, 1/3, 1/3 against y = 1, 0, 1, 0: r = 0.
    // Seen to fail with the item left in its rest (a: 0.89) and with the dead item's correlation taken for 0.
    [Fact]
    public void Item_rest_correlations_of_four_models_by_hand()
    {
        var items = ItemQuality.Of(Matrix([[1, 1, 1, 1], [1, 0, 1, 1], [0, 1, 0, 1], [0, 0, 0, 1]]));
        Assert.Equal(Math.Sqrt(0.5), items[0].Discrimination!.Value, 12);
        Assert.Equal(0, items[1].Discrimination!.Value, 12);
        Assert.Equal((null, ItemFlaw.Dead, 1.0), (items[3].Discrimination, items[3].Flaw, items[3].Mean));
        Assert.Equal((1.0, 0.0, 4), (items[0].StrongMean, items[0].WeakMean, items[0].Models));
    }

    [Fact]
    public void Missing_scores_are_left_out_of_an_item_and_of_its_rest()
    {
        var with = ItemQuality.Of(Matrix([[1, 1, 1, 1], [1, 0, 1, 1], [0, 1, 0, 1], [0, 0, 0, 1], [null, null, null, 0.5]]));
        Assert.Equal(Math.Sqrt(0.5), with[0].Discrimination!.Value, 12);
        Assert.Equal((4, 5), (with[0].Models, with[3].Models));
        Assert.Equal(0.9, with[3].Mean!.Value, 12);
        Assert.Equal(ItemFlaw.None, with[3].Flaw);
    }

    // Model m of 40 passes item i of 20 where m > 2 i; the last item is turned round, as with a wrong key: strong models fail it, weak ones pass.
    [Fact]
    public void An_item_that_strong_models_fail_is_suspected_and_no_other()
    {
        var items = ItemQuality.Of(Matrix([.. Enumerable.Range(0, 40).Select(m => Enumerable.Range(0, 21).Select(i => (double?)(i == 20 ? (m < 18 ? 1 : 0) : m > 2 * i ? 1 : 0)).ToArray())]));
        Assert.Equal(["i20"], items.Where(i => i.Flaw == ItemFlaw.SuspectedKey).Select(i => i.ItemId));
        Assert.Equal(20, items.Count(i => i.Flaw == ItemFlaw.None));
    }

    // Scores of coins discriminate by chance alone; the false discovery rate keeps nearly all of 2,000 items free of findings where r < 0 for half of them.
    // Seen to fail with p <= rate in place of the step-up rule (90 findings).
    [Fact]
    public void Chance_is_not_taken_for_negative_discrimination()
    {
        var random = new Random(5);
        var items = ItemQuality.Of(Matrix([.. Enumerable.Range(0, 60).Select(_ => Enumerable.Range(0, 2000).Select(_ => (double?)random.Next(2)).ToArray())]));
        Assert.InRange(items.Count(i => i.Flaw != ItemFlaw.None), 0, 2);
        Assert.InRange(items.Count(i => i.Discrimination < 0), 800, 1200);
    }

    [Theory]
    [InlineData("openllm_v2", 136, -0.092, 0.206, 0.553)]
    [InlineData("arc_challenge", 32, 0.001, 0.335, 0.628)]
    public void Real_matrices_have_the_correlations_that_their_READMEs_state(string folder, int dead, double tenth, double median, double ninetieth)
    {
        var items = ItemQuality.Of(SharedMatrix.Require(folder).Responses);
        Assert.Equal(dead, items.Count(i => i.Flaw == ItemFlaw.Dead));
        double[] known = [.. items.Select(i => i.Discrimination).OfType<double>().Order()];
        Assert.Equal(tenth, known[known.Length / 10], 0.003);
        Assert.Equal(median, known[known.Length / 2], 0.003);
        Assert.Equal(ninetieth, known[known.Length * 9 / 10], 0.003);
    }

    // Item means of the halves: 1, 1/2, 0, 0 and 1, 1, 1, 1/2; all items gain 1/2, category a 1/4, category b 3/4; r = 0.1875 / sqrt(0.6875 * 0.1875).
    [Fact]
    public void Drift_of_two_categories_by_hand()
    {
        var benchmark = new Benchmark("drift", [.. Enumerable.Range(0, 4).Select(i => new Item($"i{i}", fields: new Dictionary<string, string> { ["kind"] = i < 2 ? "a" : "b" }))]);
        var drift = HistoryDrift.Of(new(benchmark, Matrix([[1, 0, 0, 0], [1, 1, 0, 0], [1, 1, 1, 0], [1, 1, 1, 1]])), field: "kind");
        Assert.Equal((2, 2, 0.375, 0.875), (drift.EarlierModels, drift.LaterModels, drift.Earlier, drift.Later));
        Assert.Equal(0.1875 / Math.Sqrt(0.6875 * 0.1875), drift.ItemCorrelation!.Value, 12);
        Assert.Equal([("a", 2, 0.75, 1.0, -0.25), ("b", 2, 0.0, 0.75, 0.25)], drift.Categories.Select(c => (c.Name, c.Items, c.Earlier, c.Later, c.Shift)));
    }

    [Fact]
    public void Drift_follows_the_order_that_is_given()
    {
        var frame = new SamplingFrame(new("drift", [.. Enumerable.Range(0, 2).Select(i => new Item($"i{i}"))]), Matrix([[1, 1], [0, 0], [1, 1], [0, 1]]));
        Assert.Equal((0.25, 1.0), (HistoryDrift.Of(frame, [1, 3, 0, 2]).Earlier, HistoryDrift.Of(frame, [1, 3, 0, 2]).Later));
        Assert.Throws<SparseEvalException>(() => HistoryDrift.Of(frame, [0, 0, 1, 2]));
    }

    // Bins [0.1, 0.2): 0.125 against 1/2, and [0.9, 1]: 0.925 against 1: error (2 * 0.375 + 2 * 0.075) / 4.
    [Fact]
    public void Calibration_of_four_predictions_by_hand()
    {
        var calibration = PredictionCalibration.Of([0.1, 0.15, 0.9, 0.95], [0, 1, 1, 1]);
        Assert.Equal(0.225, calibration.Error, 12);
        Assert.Equal(-0.225, calibration.Bias, 12);
        Assert.Equal([(0.1, 2, 0.5), (0.9, 2, 1.0)], calibration.Bins.Select(b => (b.From, b.Count, b.Observed)));
        Assert.Equal(9, PredictionCalibration.Of([1.0], [1.0]).Bins[0].From * 10, 9);
        Assert.Throws<SparseEvalException>(() => PredictionCalibration.Of([double.NaN], [1]));
    }

    private static ResponseMatrix Matrix(double?[][] rows)
    {
        var builder = new ResponseMatrixBuilder([.. rows.Select((_, m) => $"m{m}")], [.. Enumerable.Range(0, rows[0].Length).Select(i => $"i{i}")]);
        for (var m = 0; m < rows.Length; m++)
            for (var i = 0; i < rows[m].Length; i++)
                if (rows[m][i] is { } score) builder.Set(m, i, score);
        return builder.Build();
    }
}
