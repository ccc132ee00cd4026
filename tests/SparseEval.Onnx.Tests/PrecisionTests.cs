namespace SparseEval.Onnx.Tests;

public sealed class PrecisionTests
{
    [Theory]
    [InlineData("fp32", "model.onnx", "model.onnx")]
    [InlineData("fp16", "model_fp16.onnx", "model.onnx", "model_fp16.onnx")]
    [InlineData("FP16", "onnx/model_fp16.onnx", "onnx/model.onnx", "onnx/model_fp16.onnx")]
    [InlineData("int8", "model_quantized.onnx", "model.onnx", "model_quantized.onnx")]
    [InlineData("q4f16", "onnx/decoder_model_merged_q4f16.onnx", "onnx/decoder_model_merged.onnx", "onnx/decoder_model_merged_q4f16.onnx")]
    public void The_graph_of_a_precision_is_found_by_its_files_ending(string precision, string expected, params string[] files)
    {
        var folder = Folder(files);
        Assert.Equal(Path.Combine(folder, expected), ModelFolder.Open(folder, precision).OnnxPath);
    }

    [Fact]
    public void A_precision_that_is_not_there_is_refused_with_those_that_are()
    {
        var problem = Assert.Throws<SparseEvalException>(() => ModelFolder.Open(Folder("model.onnx", "model_q4.onnx"), "fp16"));
        Assert.Contains("'fp16' (model_fp16.onnx); it holds fp32, q4.", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_precision_beside_a_graph_named_by_its_path_is_refused()
    {
        var problem = Assert.Throws<SparseEvalException>(() => ModelFolder.Open(Path.Combine(TestModel.Weak, "model.onnx"), "fp32"));
        Assert.Contains("Give the folder", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_graph_asked_for_is_the_one_that_runs()
    {
        var folder = TestModel.Copy();
        File.Copy(Path.Combine(TestModel.Strong, "model.onnx"), Path.Combine(folder, "model_fp16.onnx"));
        await using var plain = OnnxEngine.Open(new OnnxEngineOptions { ModelPath = folder, Providers = ["cpu"] }, OrtApi.Default);
        await using var other = OnnxEngine.Open(new OnnxEngineOptions { ModelPath = folder, Providers = ["cpu"], Precision = "fp16" }, OrtApi.Default);
        Assert.NotEqual(plain.Description.ModelHash, other.Description.ModelHash);
        await using var strong = TestModel.Open(TestModel.Strong);
        var question = TestModel.Requests(400).OfType<Evaluation.LogLikelihoodRequest>().First();
        Assert.Equal((await TestModel.RunOne(strong, question)).LogLikelihoods, (await TestModel.RunOne(other, question)).LogLikelihoods!, (a, b) => Math.Abs(a - b) < 1e-4);
    }

    private static string Folder(params string[] files)
    {
        var folder = Directory.CreateTempSubdirectory("sparseeval-precision-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "onnx"));
        File.Copy(Path.Combine(TestModel.Weak, "config.json"), Path.Combine(folder, "config.json"));
        foreach (var file in files) File.WriteAllText(Path.Combine(folder, file), "graph");
        return folder;
    }
}
