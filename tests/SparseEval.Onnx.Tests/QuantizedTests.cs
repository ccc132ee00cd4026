using SparseEval.Evaluation;

namespace SparseEval.Onnx.Tests;

public sealed class QuantizedTests
{
    // Seen failing (mean difference 17.6, where 0.06 is right) with weights divided by the scales of rows instead of columns.
    [Fact]
    public async Task A_quantized_model_is_known_as_int8_and_scores_nearly_what_it_was_made_from()
    {
        var folder = TestModel.Copy(graph: QuantizedModel.Of);
        await using var whole = TestModel.Open();
        await using var quantized = TestModel.Open(folder);
        Assert.Equal(("fp32", "int8"), (whole.Description.Precision, quantized.Description.Precision));
        Assert.Equal(whole.Description.Parameters, quantized.Description.Parameters);
        var bytes = new FileInfo(Path.Combine(folder, "model.onnx")).Length;
        Assert.InRange(bytes, 1, new FileInfo(Path.Combine(TestModel.Weak, "model.onnx")).Length * 0.55);
        var requests = TestModel.Requests(97).OfType<LogLikelihoodRequest>().ToList<EngineRequest>();
        var (expected, found) = (await TestModel.RunAll(whole, requests), await TestModel.RunAll(quantized, requests));
        var differences = requests.SelectMany(r => expected[r.ItemId].LogLikelihoods!.Zip(found[r.ItemId].LogLikelihoods!, (a, b) => Math.Abs(a - b))).ToList();
        TestContext.Current.TestOutputHelper!.WriteLine($"{differences.Count} log-likelihoods: mean difference {differences.Average():0.0000}, largest {differences.Max():0.0000}; {bytes} bytes");
        Assert.InRange(differences.Average(), 1e-4, 0.2);
    }
}
