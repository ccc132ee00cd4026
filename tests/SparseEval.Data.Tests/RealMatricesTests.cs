namespace SparseEval.Data.Tests;

/// <summary>Reference: real matrices; sizes and kinds as the README beside them states.</summary>
public sealed class RealMatricesTests
{
    [Theory]
    [InlineData("arc_challenge", 209, 1172, true)]
    [InlineData("openllm_v2", 426, 2191, true)]
    [InlineData("mmlu_pro", 28, 12032, true)]
    [InlineData("zeroeval_gsm8k", 43, 1319, true)]
    [InlineData("alpaca_eval2", 58, 805, false)]
    [InlineData("imagenet_testbed", 200, 213, false)]
    [InlineData("eq_bench_v2", 85, 171, false)]
    public void I_can_read_a_real_matrix_and_write_it_as_Parquet(string folder, int models, int items, bool binary)
    {
        var matrix = ResponseMatrices.Read(SharedFiles.Require($"data/{folder}/responses.csv.gz"));
        Assert.Equal((models, items, binary), (matrix.Models.Count, matrix.ItemIds.Count, matrix.IsBinary));
        using var temporary = new TemporaryFolder();
        ResponseMatrices.Write(temporary["m.parquet"], matrix);
        Assert.Equal(Sorted(matrix), Sorted(ResponseMatrices.Read(temporary["m.parquet"])));
    }

    [Fact]
    public void I_can_read_a_real_wide_CSV()
    {
        var path = SharedFiles.Require("fixtures/wide-csv/robustness_top1s.csv");
        Assert.Contains("scores lie in [0, 1]", Assert.Throws<SparseEvalException>(() => ResponseMatrices.Read(path)).Message, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Every score in the order of model and item names.</summary>
    private static double?[] Sorted(ResponseMatrix matrix)
    {
        var rows = Enumerable.Range(0, matrix.Models.Count).OrderBy(m => matrix.Models[m], StringComparer.Ordinal).ToArray();
        var columns = Enumerable.Range(0, matrix.ItemIds.Count).OrderBy(i => matrix.ItemIds[i], StringComparer.Ordinal).ToArray();
        return [.. from m in rows from i in columns select matrix[m, i]];
    }
}
