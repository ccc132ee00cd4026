using System.Globalization;

namespace SparseEval.Tests.Reference;

/// <summary>Ends that R's survey and stats and Python's scipy give; scripts and outputs in tests/reference.</summary>
public sealed class IntervalReferenceTests
{
    private static readonly int[] Pick = [0, 2, 5, 9, 10, 12, 13, 17, 22, 28, 30, 31, 35, 38, 41, 44, 47, 50, 53, 58];
    private static readonly Dictionary<string, double[]> Numbers = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "intervals.txt")).Skip(1)
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .ToDictionary(w => w[0], w => w.Skip(1).Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray());

    [Theory]
    [InlineData("srs-beta", "korn-graubard"), InlineData("srs-xlogit", "logit"), InlineData("stratified-beta", "korn-graubard"), InlineData("stratified-xlogit", "logit")]
    [Proves(Proof.Exact, "intervals/korn-graubard", "intervals/logit")]
    public void Effective_size_methods_equal_R_svyciprop(string line, string method)
    {
        var stratified = line.StartsWith("stratified", StringComparison.Ordinal);
        var recorder = new Recorder();
        Estimators.Mean().Estimate(Scored(stratified), new() { Interval = recorder });
        var interval = Intervals.Parse(method).Interval(recorder.Input! with { DegreesOfFreedom = stratified ? 17 : 19 }, 0.95);
        Assert.Equal(Numbers[line][0], interval.Lower, 6);
        Assert.Equal(Numbers[line][1], interval.Upper, 6);
    }

    [Fact]
    public void Clopper_Pearson_equals_R_binom_test()
    {
        var (lower, upper) = KornGraubardInterval.ClopperPearson(3, 50, 0.05);
        Assert.Equal(Numbers["clopper-pearson-3-of-50"][0], lower, 7);
        Assert.Equal(Numbers["clopper-pearson-3-of-50"][1], upper, 7);
    }

    public static TheoryData<int, int, int, int, int> Hypergeometrics()
    {
        var data = new TheoryData<int, int, int, int, int>();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "hypergeometric.txt")).Skip(1))
            if (line.Split(' ').Select(int.Parse).ToArray() is var n) data.Add(n[0], n[1], n[2], n[3], n[4]);
        return data;
    }

    [Theory, MemberData(nameof(Hypergeometrics))]
    [Proves(Proof.Exact, "intervals/hypergeometric")]
    public void Hypergeometric_ends_equal_those_found_with_scipy_by_trying_every_number(int population, int drawn, int ones, int lower, int upper)
    {
        var benchmark = new Benchmark("flat", [.. Enumerable.Range(0, population).Select(i => new Item($"i{i}"))]);
        var sample = Populations.Draw(Designs.SimpleRandom(), new(benchmark), drawn, 1);
        var scored = new ScoredSample(sample, [.. Enumerable.Range(0, drawn).Select(i => (double?)(i < ones ? 1 : 0))]);
        var interval = Estimators.Mean().Estimate(scored, new() { Interval = Intervals.Hypergeometric() }).Interval!;
        Assert.Equal(lower, interval.Lower * population, 6);
        Assert.Equal(upper, interval.Upper * population, 6);
    }

    private static ScoredSample Scored(bool stratified)
    {
        var benchmark = new Benchmark("sixty", [.. Enumerable.Range(0, 60).Select(i => new Item($"i{i}"))]);
        int[] drawn = [4, 6, 10], all = [10, 20, 30];
        var strata = stratified ? drawn.Select((n, h) => new StratumSample($"f{h}", all[h], n)).ToArray() : [new("all", 60, 20)];
        var sample = new Sample
        {
            Frame = new(benchmark),
            Design = "given",
            Seed = 0,
            Items = [.. Pick.Select(i => stratified ? new SampledItem(i, Family(i), drawn[Family(i)] / (double)all[Family(i)]) : new SampledItem(i, 0, 1 / 3.0))],
            Strata = strata,
        };
        return new(sample, [.. Pick.Select(i => (double?)((i * 37 + 11) % 17 < 9 ? 1 : 0))]);
    }

    private static int Family(int i) => i < 10 ? 0 : i < 30 ? 1 : 2;

    private sealed class Recorder : IIntervalMethod
    {
        public string Name => "recorder";

        public IntervalInput? Input { get; private set; }

        public ConfidenceInterval Interval(IntervalInput input, double confidence)
        {
            Input = input;
            return new(0, 1, confidence, Name);
        }
    }
}
