using System.Text.Json;
using SparseEval.Evaluation;

namespace SparseEval.Onnx.Tests;

public sealed class LogLikelihoodTests
{
    [Fact]
    public async Task Reference_the_sums_agree_with_PyTorch_by_data_build_golden_py()
    {
        using var golden = JsonDocument.Parse(File.ReadAllBytes(TestModel.Golden));
        await using var engine = TestModel.Open();
        var expected = golden.RootElement.GetProperty("multiple_choice").EnumerateArray()
            .ToDictionary(e => e.GetProperty("id").GetString()!, e => e.GetProperty("loglikelihood").EnumerateArray().Select(v => v.GetDouble()).ToArray());
        Assert.NotEmpty(expected);
        var found = await TestModel.RunAll(engine, [.. expected.Keys.Select(TestModel.Request)]);
        foreach (var (id, sums) in expected) AssertClose(sums, found[id].LogLikelihoods!, 1e-4);
    }

    [Fact]
    public async Task Shared_context_and_padding_give_what_whole_rows_one_by_one_give()
    {
        using var slow = new NoCacheReference();
        await using var engine = TestModel.Open();
        var requests = TestModel.Requests(97).OfType<LogLikelihoodRequest>().ToList();
        // Options of one token, an option that another begins with, equal options, spaces at the context's end, text outside ASCII.
        requests.Add(TestModel.Choice("short", "sort 3 1 2 =", "1", "12", "123", "9"));
        requests.Add(TestModel.Choice("equal", "x", " same", " same"));
        requests.Add(TestModel.Choice("spaces", "copy ab   ", "ab", "ba"));
        requests.Add(TestModel.Choice("unicode", "héllo ✓", " wörld", " 世界"));
        requests.Add(TestModel.Choice("single", "only one", " way"));
        var found = await TestModel.RunAll(engine, requests);
        foreach (var request in requests)
        {
            var (context, spaces) = (request.Context.TrimEnd(), request.Context[request.Context.TrimEnd().Length..]);
            AssertClose([.. request.Continuations.Select(c => slow.LogLikelihood(context, spaces + c))], found[request.ItemId].LogLikelihoods!, 2e-5);
        }
    }

    [Fact]
    public async Task An_items_scores_do_not_depend_on_its_batch()
    {
        await using var engine = TestModel.Open();
        await using var oneByOne = TestModel.Open(maxBatch: 1);
        await using var wide = TestModel.Open(tokenBudget: 100_000, maxBatch: 200);
        var requests = TestModel.Requests(37).OfType<LogLikelihoodRequest>().ToList<EngineRequest>();
        var (usual, alone, together) = (await TestModel.RunAll(engine, requests), await TestModel.RunAll(oneByOne, requests), await TestModel.RunAll(wide, requests));
        // All in one batch, in the order given: the longest pads the shortest.
        var mixed = await engine.RunAsync(new EngineBatch(0, requests), TestContext.Current.CancellationToken);
        for (var i = 0; i < requests.Count; i++)
        {
            var id = requests[i].ItemId;
            AssertClose(usual[id].LogLikelihoods!, alone[id].LogLikelihoods!, 2e-5);
            AssertClose(usual[id].LogLikelihoods!, together[id].LogLikelihoods!, 2e-5);
            AssertClose(usual[id].LogLikelihoods!, mixed[i].LogLikelihoods!, 2e-5);
            Assert.Equal(id, mixed[i].ItemId);
        }
    }

    [Fact]
    public async Task One_and_two_threads_agree_and_the_same_threads_agree_to_the_last_bit()
    {
        var requests = TestModel.Requests(61).OfType<LogLikelihoodRequest>().ToList<EngineRequest>();
        await using var one = TestModel.Open(TestModel.Strong, threads: 1);
        await using var again = TestModel.Open(TestModel.Strong, threads: 1);
        await using var two = TestModel.Open(TestModel.Strong, threads: 2);
        var (first, second, third) = (await TestModel.RunAll(one, requests), await TestModel.RunAll(again, requests), await TestModel.RunAll(two, requests));
        foreach (var request in requests)
        {
            Assert.Equal(first[request.ItemId].LogLikelihoods!, second[request.ItemId].LogLikelihoods!);
            AssertClose(first[request.ItemId].LogLikelihoods!, third[request.ItemId].LogLikelihoods!, 2e-5);
        }
    }

    [Fact]
    public async Task A_NaN_logit_is_that_items_error_and_the_rest_of_the_batch_is_kept()
    {
        var folder = TestModel.Copy(graph: PoisonByteZ);
        await using var engine = TestModel.Open(folder);
        EngineRequest[] requests = [TestModel.Choice("good", "abc", " d", " e"), TestModel.Choice("poisoned", "Z bc", " d", " e"), TestModel.Choice("also good", "bcd", " e", " f")];
        var found = await engine.RunAsync(new EngineBatch(0, requests), TestContext.Current.CancellationToken);
        Assert.Contains("'poisoned'", found[1].Error, StringComparison.Ordinal);
        Assert.Contains("not finite", found[1].Error, StringComparison.Ordinal);
        Assert.Null(found[1].LogLikelihoods);
        Assert.All([found[0], found[2]], c => Assert.True(c.Error is null && c.LogLikelihoods!.All(double.IsFinite)));
    }

    [Fact]
    public async Task What_cannot_be_asked_is_that_items_error()
    {
        await using var engine = TestModel.Open();
        EngineRequest[] requests =
        [
            TestModel.Choice("long", new string('x', 600), " a"), TestModel.Choice("none", "abc"), TestModel.Choice("empty", "abc", " a", ""), TestModel.Choice("fine", "abc", " a"),
            TestModel.Choice("no context", "", "a", "b"),
        ];
        var found = await TestModel.RunAll(engine, requests);
        Assert.Equal("The request for item 'long' cannot be run: it has 601 tokens, the model reads at most 512.", found["long"].Error);
        Assert.Contains("no continuation", found["none"].Error, StringComparison.Ordinal);
        Assert.Contains("continuation 1 has no tokens", found["empty"].Error, StringComparison.Ordinal);
        Assert.Null(found["fine"].Error);
        // An empty context begins with the end-of-sequence token, as lm-evaluation-harness has it.
        Assert.Null(found["no context"].Error);
        Assert.Equal(ComputeCost.Zero, found["long"].Cost with { EnergyJoules = null });
    }

    [Fact]
    public void The_normalizer_stands_large_logits_and_finds_NaN_and_infinity()
    {
        var probabilities = new LogProbabilities(4);
        Assert.Equal(1e30 + Math.Log(2), probabilities.Normalizer([1e30f, 1e30f, 0, -1e30f]), 1e24);
        Assert.Equal(Math.Log(4) - 1000, probabilities.Normalizer([-1000, -1000, -1000, -1000]), 1e-6);
        Assert.Equal(0, probabilities.Normalizer([0, float.NegativeInfinity, float.NegativeInfinity, float.NegativeInfinity]), 1e-6);
        Assert.True(double.IsNaN(probabilities.Normalizer([0, float.NaN, 0, 0])));
        Assert.True(double.IsNaN(probabilities.Normalizer([0, float.PositiveInfinity, 0, 0])));
    }

    internal static void AssertClose(IReadOnlyList<double> expected, IReadOnlyList<double> found, double relative)
    {
        Assert.Equal(expected.Count, found.Count);
        for (var i = 0; i < expected.Count; i++) Assert.Equal(expected[i], found[i], relative * Math.Max(1, Math.Abs(expected[i])));
    }

    /// <summary>Overwrites the embedding of the byte 'Z' in the graph's file with NaN.</summary>
    private static byte[] PoisonByteZ(byte[] graph)
    {
        var name = "embed.weight"u8;
        var at = graph.AsSpan().IndexOf(name);
        // The initializer's name is followed by its raw data: tag 0x4A, length, floats.
        while (at >= 0 && graph[at + name.Length] != 0x4A) at += 1 + graph.AsSpan(at + 1).IndexOf(name);
        var (start, length, shift) = (at + name.Length + 1, 0, 0);
        do { length |= (graph[start] & 0x7F) << shift; shift += 7; } while (graph[start++] >= 0x80);
        var row = length / 256;
        for (var i = 0; i < row; i += 4) BitConverter.TryWriteBytes(graph.AsSpan(start + 'Z' * row + i), float.NaN);
        return graph;
    }
}
