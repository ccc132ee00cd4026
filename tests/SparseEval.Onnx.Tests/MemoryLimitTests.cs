using SparseEval.Evaluation;

namespace SparseEval.Onnx.Tests;

/// <summary>The runtime's own memory pool, held to a limit: what it says when it is full is what a full GPU says.</summary>
public sealed class MemoryLimitTests
{
    private static readonly EngineBatch Batch = new(0,
        [.. Enumerable.Range(0, 16).Select(i => TestModel.Choice($"i{i}", new string((char)('a' + i), 200), " a", " b")), TestModel.Choice("long", new string('x', 480), " a", " b")]);

    [Fact]
    public async Task A_batch_that_does_not_fit_is_halved_until_it_does_and_scores_stay()
    {
        // 16 rows of 200 tokens take 10 MB of attention alone; of 480 tokens one takes 2.8 MB for each of its copies.
        var expected = await Run(limit: null);
        var found = await Run(limit: 4_000_000);
        Assert.All(expected, e => Assert.Null(e.Error));
        Assert.Equal(expected.Select(e => e.ItemId), found.Select(f => f.ItemId));
        foreach (var (with, without) in found.Zip(expected).SkipLast(1))
        {
            Assert.Null(with.Error);
            foreach (var (a, b) in with.LogLikelihoods!.Zip(without.LogLikelihoods!)) Assert.Equal(b, a, 1e-4);
        }
        Assert.Null(found[^1].LogLikelihoods);
        Assert.Contains("'long' has no answer: the provider runs out of memory on it alone", found[^1].Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100_000)]
    [InlineData(250_000)]
    public void A_limit_below_the_weights_is_refused_since_the_runtime_would_not_keep_it(long limit)
    {
        var problem = Assert.ThrowsAny<SparseEvalException>(() => Open(limit));
        Assert.Contains($"{limit:N0} bytes", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sessions_side_by_side_have_pools_of_their_own()
    {
        await using var held = Open(4_000_000);
        await using var wide = Open(400_000_000);
        await using var free = Open(null);
        Assert.NotNull((await held.RunAsync(Batch, TestContext.Current.CancellationToken))[^1].Error);
        Assert.All(await wide.RunAsync(Batch, TestContext.Current.CancellationToken), c => Assert.Null(c.Error));
        Assert.All(await free.RunAsync(Batch, TestContext.Current.CancellationToken), c => Assert.Null(c.Error));
    }

    [Fact]
    public void WebGPU_knows_no_limit_and_says_so()
    {
        var problem = Assert.Throws<EngineException>(() => OnnxEngine.Open(Options(4_000_000) with { Providers = ["webgpu"] }, OrtApi.Default));
        Assert.Contains("limit of 4,000,000 bytes cannot be kept", problem.Message, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<Completion>> Run(long? limit)
    {
        await using var engine = Open(limit);
        return await engine.RunAsync(Batch, TestContext.Current.CancellationToken);
    }

    private static OnnxEngine Open(long? limit) => OnnxEngine.Open(Options(limit), OrtApi.Default);

    private static OnnxEngineOptions Options(long? limit) => new() { ModelPath = TestModel.Weak, Providers = ["cpu"], Threads = 1, TokenBudget = 1 << 20, MaxBatch = 64, MemoryLimit = limit };
}
