using SparseEval.Evaluation;

namespace SparseEval.Onnx.Tests;

public sealed class CostTests
{
    [Fact]
    public async Task Tokens_are_counted_once_for_each_time_they_are_computed()
    {
        await using var engine = TestModel.Open();
        // "abcdef" and the options' common " 1" are run once (8 tokens); "23" leaves "2", "45" leaves "4", and the last token is never run.
        var found = await TestModel.RunOne(engine, TestModel.Choice("a", "abcdef", " 123", " 145"));
        Assert.Equal(8 + 1 + 1, found.Cost.InputTokens);
        Assert.Equal(0, found.Cost.OutputTokens);
    }

    [Fact]
    public void Flops_follow_the_formula_worked_by_hand()
    {
        var layout = new DecoderLayout { InputNames = [], OutputNames = [], IntegerTypes = [], Layers = 2, Heads = 2, HeadWidth = 16, Vocabulary = 256 };
        var flops = new FlopCount(layout, new ModelConfig { Tokenizer = "bytes", Width = 32 });
        // M = 2 (4 * 32^2 + 2 * 32 * 128) + 32 * 256 = 32,768; one token that sees itself: 2 M + 4 * 2 * 32 * 1.
        Assert.Equal(65_536 + 256, flops.Of(0, 1));
        // Three tokens after five: they see 6, 7 and 8.
        Assert.Equal(3 * 65_536 + 256 * (6 + 7 + 8), flops.Of(5, 3));
        Assert.Equal(flops.Of(0, 8), flops.Of(0, 5) + flops.Of(5, 3), 1e-6);
        Assert.Equal(0, flops.Of(7, 0));
    }

    [Fact]
    public async Task Predicted_cost_is_the_measured_one_and_generation_its_upper_bound()
    {
        await using var engine = TestModel.Open();
        var requests = TestModel.Requests(53);
        var found = await TestModel.RunAll(engine, requests);
        foreach (var request in requests)
        {
            var (predicted, measured) = (engine.Predict(request), found[request.ItemId].Cost);
            Assert.Equal(predicted.InputTokens, measured.InputTokens);
            if (request is LogLikelihoodRequest) Assert.Equal(predicted.ForwardFlops, measured.ForwardFlops);
            Assert.True(measured.OutputTokens <= predicted.OutputTokens && measured.ForwardFlops <= predicted.ForwardFlops);
            Assert.True(measured.EngineTime > TimeSpan.Zero);
            Assert.Null(measured.EnergyJoules);
        }
    }

    [Fact]
    public async Task A_batchs_time_is_shared_by_tokens()
    {
        await using var engine = TestModel.Open();
        var found = await engine.RunAsync(new EngineBatch(0, [TestModel.Choice("a", new string('a', 10), "b"), TestModel.Choice("b", new string('a', 100), "b")]), TestContext.Current.CancellationToken);
        Assert.Equal(10.0, found[1].Cost.EngineTime / found[0].Cost.EngineTime, 0.05);
    }
}
