using System.Diagnostics;
using System.Globalization;
using SparseEval.Evaluation;
using SparseEval.Onnx;

namespace SparseEval.Bench.Engine;

/// <summary>What one token costs the processor once its logits are there, for a vocabulary of today's size: the provider waits meanwhile.</summary>
internal sealed class DrawingRun(int rounds)
{
    private const int Vocabulary = 128_256;

    public void Print()
    {
        var random = new Random(1);
        var logits = new float[Vocabulary];
        // Spread like a language model's: a normal bulk and a few far above it.
        for (var i = 0; i < logits.Length; i++) logits[i] = (float)(2.5 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()) + (i % 4_000 == 0 ? 12 : 0));
        (string Name, SamplingOptions Sampling)[] ways =
        [
            ("greedy", new() { Temperature = 0 }), ("temperature 1", new() { Temperature = 1 }), ("temperature 1, top-p 0.95", new() { Temperature = 1, TopP = 0.95 }),
            ("temperature 1, top-k 50", new() { Temperature = 1, TopK = 50 }),
        ];
        Console.WriteLine($"{$"of {Vocabulary:N0} logits, least of {20 * rounds}",-40} {"us a token",12}");
        foreach (var (name, sampling) in ways)
        {
            var best = double.PositiveInfinity;
            for (var round = 0; round < 20 * rounds; round++)
            {
                var request = new GenerationRequest { ItemId = "a", Context = $"context {round}", MaxTokens = 1, Sampling = sampling };
                var started = Stopwatch.GetTimestamp();
                TokenChoice.Of(logits, request, round);
                best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalMicroseconds);
            }
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-40} {best,12:0}"));
        }
    }
}
