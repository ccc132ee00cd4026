using SparseEval.Evaluation;

namespace SparseEval.Onnx.Tests;

/// <summary>Whether a GPU is there differs from machine to machine: what is asserted holds on both kinds.</summary>
public sealed class ProviderTests
{
    [Fact]
    public async Task The_first_provider_that_works_is_used_and_each_before_it_has_its_reason()
    {
        await using var engine = Engines.Onnx(new OnnxEngineOptions { ModelPath = TestModel.Weak });
        var (used, attempts) = (engine.Description.Provider, engine.Description.Attempts);
        Assert.Equal(new[] { "cuda", "webgpu", "cpu" }.TakeWhile(p => p != used), attempts.Select(a => a.Provider));
        Assert.All(attempts, a => Assert.False(string.IsNullOrWhiteSpace(a.Reason)));
        foreach (var attempt in attempts) TestContext.Current.TestOutputHelper!.WriteLine($"{attempt.Provider}: {attempt.Reason}");
        Assert.Null((await engine.RunAsync(new EngineBatch(0, [TestModel.Choice("a", "abc", " d")]), TestContext.Current.CancellationToken))[0].Error);
    }

    [Fact]
    public async Task A_provider_after_one_that_works_is_not_tried()
    {
        await using var engine = Engines.Onnx(new OnnxEngineOptions { ModelPath = TestModel.Weak, Providers = ["CPU", "cuda"] });
        Assert.Equal("cpu", engine.Description.Provider);
        Assert.Empty(engine.Description.Attempts);
    }

    [Theory]
    [InlineData("cuda")]
    [InlineData("webgpu")]
    public async Task A_provider_named_alone_is_used_or_refused_with_its_reason(string provider)
    {
        try
        {
            await using var engine = Engines.Onnx(new OnnxEngineOptions { ModelPath = TestModel.Weak, Providers = [provider] });
            Assert.Equal(provider, engine.Description.Provider);
        }
        catch (EngineException error)
        {
            Assert.StartsWith($"The provider '{provider}' cannot run the model", error.Message, StringComparison.Ordinal);
            Assert.Contains($"{provider},cpu", error.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>On a machine without a GPU, WebGPU runs on software Vulkan: SwiftShader of Debian's chromium-common, named by VK_ICD_FILENAMES.</summary>
    [Theory]
    [InlineData("cuda")]
    [InlineData("webgpu")]
    public async Task A_GPUs_scores_and_texts_are_the_CPUs_within_1e_4(string provider)
    {
        var requests = TestModel.Requests(997);
        await using var cpu = TestModel.Open();
        var expected = await TestModel.RunAll(cpu, requests);
        OnnxEngine opened;
        try
        {
            opened = OnnxEngine.Open(new OnnxEngineOptions { ModelPath = TestModel.Weak, Providers = [provider] }, OrtApi.Default);
        }
        catch (EngineException reason)
        {
            Assert.Skip(reason.Message);
            throw;
        }
        await using var gpu = opened;
        var found = await TestModel.RunAll(gpu, requests);
        foreach (var request in requests)
        {
            Assert.Null(found[request.ItemId].Error);
            if (request is LogLikelihoodRequest) LogLikelihoodTests.AssertClose(expected[request.ItemId].LogLikelihoods!, found[request.ItemId].LogLikelihoods!, 1e-4);
            else Assert.Equal(expected[request.ItemId].Text, found[request.ItemId].Text);
        }
    }

    [Fact]
    public void Unknown_and_missing_providers_are_one_clear_sentence()
    {
        Assert.Contains("'tpu' is not known", Assert.Throws<SparseEvalException>(() => Engines.Onnx(new() { ModelPath = TestModel.Weak, Providers = ["tpu"] })).Message, StringComparison.Ordinal);
        Assert.Contains("No provider was named", Assert.Throws<SparseEvalException>(() => Engines.Onnx(new() { ModelPath = TestModel.Weak, Providers = [] })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_catalog_opens_its_members() => Assert.Equal(["onnx"], Engines.All.Keys);
}
