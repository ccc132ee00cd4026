using System.Globalization;

namespace SparseEval.Tests.Reference;

/// <summary>Intervals of differences against scipy; script and output in tests/reference/pairs.*.</summary>
public sealed class PairReferenceTests
{
    private static readonly (string Name, double[] Numbers)[] Lines = [.. File.ReadLines(Path.Combine(SparseEval.TestKit.RepositoryRoot.Folder, "tests", "reference", "pairs.txt"))
        .Select(line => line.Split(' ')).Select(w => (w[0], Array.ConvertAll(w[1..], n => double.Parse(n, CultureInfo.InvariantCulture))))];

    public static TheoryData<double[]> SquareAndAdd() => new(Lines.Where(l => l.Name == "square-and-add").Select(l => l.Numbers));

    public static TheoryData<double[]> Tango() => new(Lines.Where(l => l.Name == "tango").Select(l => l.Numbers));

    [Theory, MemberData(nameof(SquareAndAdd))]
    public void Ends_equal_those_found_with_scipy(double[] line)
    {
        var interval = Interval(line);
        Assert.Equal(line[5], interval.Lower, 9);
        Assert.Equal(line[6], interval.Upper, 9);
        Assert.Equal("square-and-add", interval.Kind);
    }

    [Theory, MemberData(nameof(Tango))]
    public void Without_a_finite_benchmark_Tangos_score_interval_is_about_the_same_and_a_little_narrower(double[] line)
    {
        var interval = Interval(line);
        Assert.InRange(interval.Lower, line[5] - 0.01, line[5] + 0.001);
        Assert.InRange(interval.Upper, line[6] - 0.001, line[6] + 0.011);
        Assert.InRange(interval.HalfWidth / (line[6] - line[5]) * 2, 1, 1.06);
    }

    private static ConfidenceInterval Interval(double[] line)
    {
        var (population, n, better, worse) = ((int)line[0], (int)line[1], (int)line[2], (int)line[3]);
        var sample = Populations.Draw(Designs.SimpleRandom(), new(Populations.Benchmark(population == 0 ? n + 1 : population)), n, 1);
        double?[] a = [.. Enumerable.Range(0, n).Select(i => (double?)(i < better || i >= better + worse ? 1 : 0))], b = [.. Enumerable.Range(0, n).Select(i => (double?)(i >= better ? 1 : 0))];
        return ModelComparison.Paired(sample, a, b, options: new() { Confidence = line[4], Target = population == 0 ? InferenceTarget.Superpopulation : InferenceTarget.FullBenchmark }).Interval!;
    }
}
