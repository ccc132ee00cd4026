using BenchmarkDotNet.Attributes;

namespace SparseEval.Bench.Core;

/// <summary>Fits of the history models; the first shape is that of openllm_v2, the second has ten times the cells.</summary>
[MemoryDiagnoser]
public class FitBenchmarks
{
    private ResponseMatrix? _history;

    /// <summary>Models x items.</summary>
    [Params("426x2191", "426x21910")]
    public string Shape { get; set; } = "426x2191";

    /// <summary>Makes the history.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var sides = Shape.Split('x').Select(int.Parse).ToArray();
        _history = SimulatedHistory.Of(sides[0], sides[1]);
    }

    /// <summary>Rank, shrinkage and smoothing cross-validated. Goal: 2 s for 426 x 2191.</summary>
    [Benchmark]
    public FittedHistoryModel GaussianFactor() => HistoryModels.GaussianFactor().Fit(_history!);

    /// <summary>Rank and penalty cross-validated.</summary>
    [Benchmark]
    public FittedHistoryModel LogisticFactor() => HistoryModels.LogisticFactor().Fit(_history!);

    /// <summary>Goal: 5 s for 426 x 2191.</summary>
    [Benchmark]
    public FittedHistoryModel TwoParameter() => HistoryModels.TwoParameter().Fit(_history!);

    /// <summary>Two dimensions.</summary>
    [Benchmark]
    public FittedHistoryModel Multidimensional() => HistoryModels.Multidimensional().Fit(_history!);
}
