using SparseEval.Evaluation;

namespace SparseEval.Onnx.Tests;

public sealed class ContinuousTests
{
    // Seen failing with the mask of a row one position too long, with positions taken from the batch's length, and with a row that entered keeping the
    // padding of its first pass.
    [Theory]
    [InlineData("weak")]
    [InlineData("genai")]
    [InlineData("key and value in one tensor")]
    public async Task Texts_are_those_of_one_by_one_generation_whatever_leaves_and_enters(string model)
    {
        var folder = model switch { "weak" => TestModel.Weak, "genai" => TinyGenAi.Write("fp32"), _ => TestModel.Copy(graph: DecoderVariants.All[model]) };
        await using var engine = TestModel.Open(folder, maxBatch: 4);
        using var slow = new NoCacheReference(folder);
        // Lengths of 1 to 41 tokens in no order, contexts of 3 to 60, ten times as many texts as places.
        var requests = Enumerable.Range(0, 40).Select(i => new GenerationRequest
        {
            ItemId = $"g{i}",
            Context = string.Concat(Enumerable.Repeat("ab cd ", i * 7 % 10 + (model == "genai" ? 10 : 0))) + i,
            MaxTokens = (i * 17 % 41) + 1,
        }).ToList<EngineRequest>();
        var found = await engine.RunAsync(new EngineBatch(0, requests), TestContext.Current.CancellationToken);
        for (var i = 0; i < requests.Count; i++) Assert.Equal(slow.GreedyText((GenerationRequest)requests[i], [.. engine.EndTokens]), found[i].Text);
    }

    [Fact]
    public async Task A_batch_of_texts_holds_those_who_wait_too()
    {
        await using var engine = TestModel.Open(maxBatch: 4);
        var requests = Enumerable.Range(0, 70).Select(i => new GenerationRequest { ItemId = $"g{i}", Context = $"x{i}", MaxTokens = 3 }).ToList<EngineRequest>();
        Assert.Equal([32, 32, 6], engine.Plan(requests).Select(b => b.Requests.Count).OrderDescending());
    }

    [Fact]
    public async Task Sampled_texts_depend_on_seed_and_context_alone()
    {
        await using var engine = TestModel.Open(maxBatch: 4);
        await using var alone = TestModel.Open(maxBatch: 1);
        var requests = Enumerable.Range(0, 12).Select(i => Sampled($"g{i}", $"reverse abc{i} =", new SamplingOptions { Temperature = 1, TopP = 0.95, TopK = 50, Seed = 3 })).ToList<EngineRequest>();
        var (together, single) = (await TestModel.RunAll(engine, requests), await TestModel.RunAll(alone, requests));
        Assert.All(requests, r => Assert.Equal(single[r.ItemId].Text, together[r.ItemId].Text));
        var other = await TestModel.RunAll(engine, [.. requests.Cast<GenerationRequest>().Select(r => r with { Sampling = r.Sampling! with { Seed = 4 } })]);
        Assert.Contains(requests, r => other[r.ItemId].Text != together[r.ItemId].Text);
        var greedy = await TestModel.RunAll(engine, [.. requests.Cast<GenerationRequest>().Select(r => r with { Sampling = null })]);
        foreach (var sampling in new SamplingOptions[] { new() { Temperature = 0 }, new() { Temperature = 5, TopK = 1 }, new() { Temperature = 5, TopP = 1e-9 } })
            Assert.All(requests, r => Assert.Equal(greedy[r.ItemId].Text, TestModel.RunOne(engine, (GenerationRequest)r with { Sampling = sampling }).GetAwaiter().GetResult().Text));
    }

    [Fact]
    public void Draws_follow_softmax_of_the_logits_over_temperature_within_four_standard_errors()
    {
        float[] logits = [1, 3, 2, -1, 0];
        var (counts, draws) = (new int[5], 20_000);
        for (var i = 0; i < draws; i++) counts[TokenChoice.Of(logits, Sampled("a", $"context {i}", new SamplingOptions { Temperature = 2, TopK = 4, Seed = 5 }), i % 7)]++;
        // Of the four likeliest: exp(3/2), exp(2/2), exp(1/2), exp(0).
        double[] weights = [Math.Exp(0.5), Math.Exp(1.5), Math.Exp(1), 0, 1];
        for (var i = 0; i < 5; i++)
        {
            var p = weights[i] / weights.Sum();
            Assert.Equal(p, counts[i] / (double)draws, 4 * Math.Sqrt(p * (1 - p) / draws) + 1e-12);
        }
        // Half of the mass: exp(3/2) alone has 0.45 of it, so the second is in as well.
        var nucleus = Enumerable.Range(0, 200).Select(i => TokenChoice.Of(logits, Sampled("a", $"context {i}", new SamplingOptions { Temperature = 2, TopP = 0.5 }), 0)).Distinct().Order();
        Assert.Equal([1, 2], nucleus);
        Assert.Equal(-1, TokenChoice.Of([1, float.NaN, 2], Sampled("a", "x", new SamplingOptions { Temperature = 1 }), 0));
    }

    [Fact]
    public void Sampling_out_of_range_is_one_clear_sentence()
    {
        foreach (var sampling in new SamplingOptions[] { new() { Temperature = -1 }, new() { Temperature = double.NaN }, new() { Temperature = 1, TopP = 0 }, new() { Temperature = 1, TopP = 1.5 }, new() { Temperature = 1, TopK = -1 } })
            Assert.Throws<SparseEvalException>(() => Sampled("a", "b", sampling));
    }

    private static GenerationRequest Sampled(string id, string context, SamplingOptions sampling) => new() { ItemId = id, Context = context, MaxTokens = 12, Sampling = sampling };
}
