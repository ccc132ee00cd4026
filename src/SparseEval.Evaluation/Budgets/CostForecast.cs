using System.Collections;

namespace SparseEval.Evaluation;

/// <summary>What each item of the benchmark would be asked, and what the engine predicts that to cost.</summary>
internal sealed class CostForecast
{
    private readonly Benchmark _benchmark;
    private readonly IScorer _scorer;
    private readonly EngineRequest?[] _requests;
    private readonly BitArray _generates;

    private CostForecast(Benchmark benchmark, IScorer scorer, IInferenceEngine engine)
    {
        (_benchmark, _scorer) = (benchmark, scorer);
        (_requests, _generates) = (new EngineRequest?[benchmark.Count], new(benchmark.Count));
        for (var i = 0; i < benchmark.Count; i++)
        {
            var request = _requests[i] = ItemSeeds.Sown(scorer.CreateRequest(benchmark.Items[i]));
            _generates[i] = request is GenerationRequest;
        }
        Predicted = EachItem.Of(benchmark.Count, i => engine.Predict(_requests[i]!));
    }

    /// <summary>In the benchmark's order.</summary>
    public IReadOnlyList<ComputeCost> Predicted { get; }

    /// <summary>True where no item generates, so that what is read is known beforehand.</summary>
    public bool OnlyReads => !_generates.HasAnySet();

    public static CostForecast Of(RunPlan plan, IScorer scorer, IInferenceEngine engine)
    {
        if (plan.Epochs == 1) return Of(plan.Frame.Benchmark, scorer, engine);
        var forecast = Of(plan.Frame.Benchmark, new EpochScorer(scorer, plan.Epochs, engine.Varies), new EpochEngine(engine));
        EpochCheck.Require(plan, forecast._requests!);
        return forecast;
    }

    /// <summary>Of one epoch.</summary>
    public static CostForecast Of(Benchmark benchmark, IScorer scorer, IInferenceEngine engine) => new(benchmark, scorer, engine);

    /// <summary>What an item is asked.</summary>
    public EngineRequest Request(int position) => _requests[position] ?? ItemSeeds.Sown(_scorer.CreateRequest(_benchmark.Items[position]));

    /// <summary>What an item is asked, by the very object whose cost was predicted, which an engine may know again; it is let go of here.</summary>
    public EngineRequest Take(int position)
    {
        var request = Request(position);
        _requests[position] = null;
        return request;
    }

    /// <summary>True where the item is answered by text.</summary>
    public bool Generates(int position) => _generates[position];

    /// <summary>The relative work of an item: operations, or tokens where the engine predicts no operations.</summary>
    public double Work(int position) => Predicted[position].ForwardFlops is var flops and > 0 ? flops : Tokens(position);

    public double Tokens(int position) => Predicted[position].InputTokens + Predicted[position].OutputTokens;

    public ComputeCost Total(IEnumerable<int> positions) => positions.Aggregate(ComputeCost.Zero, (sum, i) => sum + Predicted[i]);
}
