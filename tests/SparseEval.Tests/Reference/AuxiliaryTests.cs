using System.Globalization;

namespace SparseEval.Tests.Reference;

/// <summary>Estimators with past models' mean score as auxiliary, against R's survey and numpy; scripts and outputs in tests/reference.</summary>
public sealed class AuxiliaryTests
{
    private static readonly int[] Pick = [0, 2, 5, 9, 10, 12, 13, 17, 22, 28, 30, 31, 35, 38, 41, 44, 47, 50, 53, 58];
    private static readonly Dictionary<string, double[]> Numbers = Read("auxiliary.txt").Concat(Read("ppi.txt")).ToDictionary();

    [Fact]
    [Proves(Proof.Exact, "estimators/difference")]
    public void Difference_equals_R_svymean_of_differences() => Matches("difference", Estimators.Difference(), stratified: false);

    [Fact]
    public void Stratified_difference_equals_R_svymean_of_differences() => Matches("difference-stratified", Estimators.Difference(), stratified: true);

    [Fact]
    [Proves(Proof.Exact, "estimators/ratio")]
    public void Ratio_equals_R_svyratio_with_leverages() => Matches("ratio", Estimators.Ratio(), stratified: false);

    [Fact]
    [Proves(Proof.Exact, "estimators/ppi")]
    public void Ppi_equals_numpy_with_lambda_refitted_without_each_item() => Matches("ppi", Estimators.Ppi(), stratified: false);

    [Fact]
    [Proves(Proof.Exact, "estimators/post-stratified")]
    public void Post_stratified_value_equals_R_postStratify_and_its_error_is_not_smaller()
    {
        var estimate = Run(Estimators.PostStratified("difficulty"), stratified: false);
        Assert.Equal(Numbers["post-stratified"][0], estimate.Value, 10);
        Assert.InRange(estimate.StandardError!.Value / Numbers["post-stratified"][1], 1, 1.1);
    }

    private static void Matches(string line, IEstimator estimator, bool stratified)
    {
        var estimate = Run(estimator, stratified);
        Assert.Equal(Numbers[line][0], estimate.Value, 8);
        Assert.Equal(Numbers[line][1], estimate.StandardError!.Value, 8);
    }

    private static Estimate Run(IEstimator estimator, bool stratified) => estimator.Estimate(new(Sample(stratified), [.. Pick.Select(i => (double?)Score(i))]), new());

    private static double Score(int i) => ((i * 29 + 5) % 23 / 23.0 + (X1(i) + X2(i)) / 2) / 2;

    private static double X1(int i) => (i * 37 + 11) % 17 < 11 ? 1 : 0;

    private static double X2(int i) => (i * 13 + 3) % 19 / 19.0;

    private static int Family(int i) => i < 10 ? 0 : i < 30 ? 1 : 2;

    private static Sample Sample(bool stratified)
    {
        var benchmark = new Benchmark("sixty", [.. Enumerable.Range(0, 60).Select(i => new Item($"i{i}", fields: new Dictionary<string, string> { ["difficulty"] = $"{i % 2}" }))]);
        var builder = new ResponseMatrixBuilder(["x1", "x2"], [.. benchmark.Items.Select(i => i.Id)]);
        for (var i = 0; i < 60; i++)
        {
            builder.Set(0, i, X1(i));
            builder.Set(1, i, X2(i));
        }
        return new()
        {
            Frame = new(benchmark, builder.Build()),
            Design = "as in R",
            Seed = 0,
            Items = [.. Pick.Select(i => new SampledItem(i, stratified ? Family(i) : 0, stratified ? 0.5 : 1 / 3.0))],
            Strata = stratified ? [new("f0", 10, 4), new("f1", 20, 6), new("f2", 30, 10)] : [new("all", 60, 20)],
        };
    }

    private static IEnumerable<KeyValuePair<string, double[]>> Read(string file) => File.ReadLines(Path.Combine(AppContext.BaseDirectory, file))
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Select(parts => KeyValuePair.Create(parts[0], parts[1..].Select(p => double.Parse(p, CultureInfo.InvariantCulture)).ToArray()));
}
