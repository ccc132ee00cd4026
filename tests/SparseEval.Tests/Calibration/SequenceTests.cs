namespace SparseEval.Tests.Calibration;

/// <summary>Exactness by all orders of tiny populations, and the share of streams that are ever wrong. Long table: tests/bench/SparseEval.Bench.Sequential.</summary>
public sealed class SequenceTests
{
    /// <summary>All 720 orders of 6 items, with predictions that follow the past and with unequal chances: the signal's mean is the full score at every step, and a fair game's capital stays 1.</summary>
    // Planted: a prediction that has seen half of the score: capital 2.8. Chances left out of the signal: 1.55.
    [Theory, InlineData(false, false), InlineData(true, false), InlineData(false, true), InlineData(true, true)]
    public void Signals_are_unbiased_given_the_past_and_capital_is_a_martingale(bool predicted, bool unequal)
    {
        double[] scores = [0.1, 1, 0, 0.7, 0.7, 0.35];
        double[] chances = unequal ? [1, 2, 3, 1, 0.5, 4] : [1, 1, 1, 1, 1, 1];
        var benchmark = new Benchmark("tiny", [.. scores.Select((_, i) => new Item($"i{i}", fields: new Dictionary<string, string> { ["h"] = i < 2 ? "a" : "b" }))]);
        var plan = new SequencePlan { Frame = new(benchmark), Chances = chances, Estimand = unequal ? Estimand.CategoryWeighted("h") : Estimand.ItemWeighted };
        var truth = plan.Estimand.Weights(benchmark).Zip(scores, (w, y) => w * y).Sum();
        var (signals, capital, total) = (new double[6], 0.0, 0.0);
        foreach (var order in Orders([0, 1, 2, 3, 4, 5]))
        {
            var (stream, probability, left, wealth) = (new SignalStream(plan), 1.0, chances.Sum(), 1.0);
            var seen = new List<int>();
            foreach (var item in order)
            {
                if (predicted && seen.Count > 0)
                    stream.Predict([.. scores.Select((_, i) => Math.Clamp(seen.Average(s => scores[s]) + 0.05 * (i - 2), 0, 1))], []);
                var step = stream.Add(item, scores[item]);
                Assert.InRange(step.Signal, step.Lower - 1e-12, step.Upper + 1e-12);
                probability *= chances[item] / left;
                left -= chances[item];
                signals[seen.Count] += 0;
                seen.Add(item);
                var lead = step.Aim - truth;
                wealth *= 1 + Math.Clamp(lead / (step.Variance + lead * lead), -0.5 / Math.Max(1e-9, step.Upper - truth), 0.5 / Math.Max(1e-9, truth - step.Lower)) * (step.Signal - truth);
                signals[seen.Count - 1] += step.Signal * (order.Take(seen.Count).Aggregate((P: 1.0, L: chances.Sum()), (a, i) => (a.P * chances[i] / a.L, a.L - chances[i])).P / Factorial(6 - seen.Count));
            }
            capital += probability * wealth;
            total += probability;
        }
        Assert.Equal(1, total, 9);
        Assert.Equal(1, capital, 9);
        Assert.All(signals, s => Assert.Equal(truth, s, 9));
    }

    // At alpha = 0.2. Planted: rejection at a quarter of 1 / alpha: 62 % of streams wrong.
    [Theory, InlineData("betting"), InlineData("betting-predictions"), InlineData("empirical-bernstein")]
    [Proves(Proof.Calibration, "sequences/betting", "sequences/betting-predictions", "sequences/empirical-bernstein")]
    public void Exact_sequences_are_rarely_ever_wrong(string name) =>
        Assert.InRange(Wrong(ConfidenceSequences.Parse(name), 0.2, informative: true, null).Wrong, 0, 0.2);

    // At alpha = 0.2. Planted: every look at 1.28, the single look's value: 53 and 76 % wrong. Planted: looks taken as independent: 10 and 9 %.
    [Theory, InlineData(0.04), InlineData(null)]
    [Proves(Proof.Calibration, "sequences/group-sequential")]
    public void Group_sequential_intervals_spend_their_error(double? halfWidth) =>
        Assert.InRange(Wrong(ConfidenceSequences.GroupSequential(), 0.2, informative: true, halfWidth).Wrong, 0.12, 0.25);

    // Planted: spreads of coefficients ten times as large, noise not taken off: 1.017 times the items.
    [Fact]
    public void A_shuffled_history_costs_nothing()
    {
        var plain = Wrong(ConfidenceSequences.Betting(), 0.05, informative: false, null);
        var predicted = Wrong(ConfidenceSequences.BettingWithPredictions(), 0.05, informative: false, null);
        Assert.InRange(predicted.Items / plain.Items, 0.99, 1.005);
    }

    [Fact]
    public void An_informative_history_saves_items()
    {
        var plain = Wrong(ConfidenceSequences.Betting(), 0.05, informative: true, null);
        var predicted = Wrong(ConfidenceSequences.BettingWithPredictions(), 0.05, informative: true, null);
        var looks = Wrong(ConfidenceSequences.GroupSequential(), 0.05, informative: true, 0.06);
        Assert.InRange(predicted.Items / plain.Items, 0.3, 0.9);
        Assert.InRange(looks.Items / plain.Items, 0.1, 0.65);
    }

    /// <summary>Share of 200 streams whose interval ever excluded the truth, and items until the half-width 0.06.</summary>
    private static (double Wrong, double Items) Wrong(IConfidenceSequence sequence, double alpha, bool informative, double? halfWidth)
    {
        const int streams = 200;
        var benchmark = Populations.Benchmark(300);
        var history = Populations.History(benchmark, 31, 8);
        var past = history.SelectModels([.. Enumerable.Range(0, 30)]);
        var plan = new SequencePlan
        {
            Frame = new(benchmark, informative ? past : Shuffled(past, benchmark)),
            Confidence = 1 - alpha,
            HalfWidth = halfWidth,
            Factors = ItemFactors.Of(informative ? past : Shuffled(past, benchmark)),
        };
        var scores = Populations.Row(history, 30);
        var results = new (bool Wrong, int Items)[streams];
        Parallel.For(0, streams, s => results[s] = One(sequence.Begin(plan), [.. Enumerable.Range(0, 300).OrderBy(i => PermanentRandomNumber.Of((ulong)s, $"i{i}"))], scores));
        return (results.Average(r => r.Wrong ? 1.0 : 0), results.Average(r => (double)r.Items));
    }

    private static (bool Wrong, int Items) One(ISequenceRun run, int[] order, double[] scores)
    {
        var (truth, wrong, items) = (scores.Average(), false, 300);
        for (var t = 0; t < 300; t++)
        {
            run.Add(order[t], scores[order[t]]);
            var interval = run is BettingRun betting && t % 20 != 0 ? betting.Rough : run.Interval;
            wrong |= !interval.Contains(truth);
            if (interval.HalfWidth <= 0.06 && items == 300) items = t + 1;
        }
        return (wrong || run is BettingRun b && b.Rejects(truth), items);
    }

    private static ResponseMatrix Shuffled(ResponseMatrix history, Benchmark benchmark)
    {
        var random = new Random(4);
        var builder = new ResponseMatrixBuilder(history.Models, history.ItemIds);
        for (var m = 0; m < history.Models.Count; m++)
        {
            var order = Enumerable.Range(0, benchmark.Count).ToArray();
            random.Shuffle(order);
            for (var i = 0; i < order.Length; i++) builder.Set(m, i, history[m, order[i]]!.Value);
        }
        return builder.Build();
    }

    private static IEnumerable<int[]> Orders(int[] items) => items.Length == 0 ? [[]] : items.SelectMany(i => Orders([.. items.Where(j => j != i)]).Select(rest => (int[])[i, .. rest]));

    private static double Factorial(int n) => n <= 1 ? 1 : n * Factorial(n - 1);
}
