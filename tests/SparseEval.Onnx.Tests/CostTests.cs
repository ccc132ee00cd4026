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
        var layout = new DecoderLayout
        {
            Ids = new TensorInfo("ids", TensorType.Int64, []),
            Logits = new TensorInfo("logits", TensorType.Float32, []),
            Past = [new PastTensor("key", "present", TensorType.Float32, 1, 2, 16)],
            Layers = 2,
            Vocabulary = 256,
        };
        var flops = new FlopCount(layout, new ModelConfig { Tokenizer = "bytes", Width = 32 });
        // M = 2 (4 * 32^2 + 2 * 32 * 128) + 32 * 256 = 32,768; one token that sees itself: 2 M + 4 * 2 * 32 * 1.
        Assert.Equal(65_536 + 256, flops.Of(0, 1));
        // Three tokens after five: they see 6, 7 and 8.
        Assert.Equal(3 * 65_536 + 256 * (6 + 7 + 8), flops.Of(5, 3));
        Assert.Equal(flops.Of(0, 8), flops.Of(0, 5) + flops.Of(5, 3), 1e-6);
        Assert.Equal(0, flops.Of(7, 0));
        // Another model's file beside the graph: of width 768 in 12 heads, or of 12 layers. Its widths were taken, a hundred times what the graph computes.
        var strange = new ModelConfig { Tokenizer = "bytes", Width = 768, InnerWidth = 3072, HeadWidth = 64, Layers = 12 };
        Assert.Equal(65_536 + 256, new FlopCount(layout, strange).Of(0, 1));
        Assert.Equal(65_536 + 256, new FlopCount(layout, strange with { HeadWidth = 16 }).Of(0, 1));
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

    [Fact]
    public async Task Engine_costs_of_a_choice_and_of_a_text_are_those_worked_by_hand()
    {
        await using var engine = TestModel.Open();
        // The weak model: 2 layers of width 48 and inner width 192 over 256 tokens. M = 2 (4 * 48^2 + 2 * 48 * 192) + 48 * 256 = 67,584; a token that
        // sees c costs 2 M + 4 * 2 * 48 c.
        static double Token(int seen) => 135_168 + (384.0 * seen);
        // Context "abcdef", common " 1": eight tokens. Then "2" of " 123" and "4" of " 145", each after eight.
        var choice = (await TestModel.RunOne(engine, TestModel.Choice("a", "abcdef", " 123", " 145"))).Cost;
        Assert.Equal(Enumerable.Range(1, 8).Sum(Token) + (2 * Token(9)), choice.ForwardFlops, 1e-6);
        // "abcd" and three generated: the context's four, then the first and the second generated; the third is not run.
        await using var endless = TestModel.Open(TestModel.Copy(json => json.Replace("\"eos_token_id\"", "\"unused\"", StringComparison.Ordinal)));
        var text = (await TestModel.RunOne(endless, new GenerationRequest { ItemId = "b", Context = "abcd", MaxTokens = 3 })).Cost;
        Assert.Equal((4L, 3L), (text.InputTokens, text.OutputTokens));
        Assert.Equal(Enumerable.Range(1, 6).Sum(Token), text.ForwardFlops, 1e-6);
    }

    [Fact]
    public void A_generation_that_fails_after_some_tokens_keeps_what_they_cost()
    {
        var ended = new Answer { Text = "ab", Generated = 3 };
        var failed = Answer.Failed(new EncodedRequest { Request = TestModel.Choice("a", "b", "c") }, "the logits hold NaN") with { Generated = 3 };
        // Three tokens, the last not run; three tokens, all run, and then no fourth.
        Assert.Equal((2, 3), (ended.Steps, failed.Steps));
        Assert.Equal(0, new Answer().Steps);
    }
}
