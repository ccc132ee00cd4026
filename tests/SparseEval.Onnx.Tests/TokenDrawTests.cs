using SparseEval.Evaluation;

namespace SparseEval.Onnx.Tests;

public sealed class TokenDrawTests
{
    // Seen failing with equal logits in the order of falling ids, with sixteen times the least weight, and with one fewer than the k best.
    [Theory]
    [InlineData(0, 1.0, 1.0)]
    [InlineData(0, 0.9, 1.0)]
    [InlineData(0, 0.01, 0.3)]
    [InlineData(40, 1.0, 2.0)]
    [InlineData(40, 0.8, 0.7)]
    [InlineData(5_000, 0.99, 5.0)]
    [InlineData(0, 1.0, 50.0)]
    public void Enumeration_the_draw_is_that_of_sorting_the_whole_vocabulary(int topK, double topP, double temperature)
    {
        var random = new Random(7);
        for (var round = 0; round < 60; round++)
        {
            // Whole numbers, so that many are equal; some are not to be had at all.
            var logits = new float[round % 2 == 0 ? 500 : 3_000];
            for (var i = 0; i < logits.Length; i++) logits[i] = random.Next(20) == 0 ? float.NegativeInfinity : random.Next(-12, 13);
            var sampling = new SamplingOptions { Temperature = temperature, TopK = topK, TopP = topP };
            foreach (var uniform in new[] { 0, random.NextDouble(), random.NextDouble(), 0.999_999 })
                Assert.Equal(Plain(logits, sampling, uniform), TokenDraw.Of(logits, sampling, uniform));
        }
    }

    private static int Plain(float[] logits, SamplingOptions sampling, double uniform)
    {
        int[] order = [.. Enumerable.Range(0, logits.Length).OrderByDescending(i => logits[i])];
        if (sampling.TopK > 0) order = [.. order.Take(sampling.TopK)];
        var weights = Array.ConvertAll(order, i => Math.Exp((logits[i] - logits[order[0]]) / sampling.Temperature));
        var (kept, mass) = (0, 0.0);
        while (kept < order.Length && (kept == 0 || mass < sampling.TopP * weights.Sum())) mass += weights[kept++];
        var place = 0;
        for (var passed = weights[0]; place < kept - 1 && passed <= uniform * mass; passed += weights[place]) place++;
        return order[place];
    }
}
