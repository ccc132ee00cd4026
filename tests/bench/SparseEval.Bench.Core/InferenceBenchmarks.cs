using BenchmarkDotNet.Attributes;

namespace SparseEval.Bench.Core;

/// <summary>Predictions of 100 new models from scores on the same 100 of 2,191 items.</summary>
[MemoryDiagnoser]
public class InferenceBenchmarks
{
    private readonly int[] _items = [.. Enumerable.Range(0, 100).Select(i => 21 * i)];
    private FittedHistoryModel? _model;
    private double[][] _scores = [];

    /// <summary>Name in the catalog.</summary>
    [Params("gaussian-factor", "logistic-factor", "irt-2pl")]
    public string Model { get; set; } = "gaussian-factor";

    /// <summary>Fits the model.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var history = SimulatedHistory.Of(426, 2191);
        _model = HistoryModels.Parse(Model).Fit(history);
        _scores = [.. Enumerable.Range(0, 100).Select(m => Array.ConvertAll(_items, i => history[m, i]!.Value))];
    }

    /// <summary>One conditioning, 100 posteriors and full scores.</summary>
    [Benchmark]
    public double FullScores()
    {
        var conditioning = _model!.Condition(_items);
        return _scores.Sum(s => conditioning.Infer(s).FullScore().Value);
    }
}
