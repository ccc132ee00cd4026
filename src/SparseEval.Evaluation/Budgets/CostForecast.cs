using System.Collections;

namespace SparseEval.Evaluation;

/// <summary>What each item of the benchmark would be asked, and what the engine predicts that to cost.</summary>
internal sealed class CostForecast
{
    private readonly Benchmark _benchmark;
    private readonly IScorer _scorer;
    private readonly EngineRequest?[] _requests;
    private readonly BitArray _generates;
    private readonly IInferenceEngine _engine;

    private CostForecast(Benchmark benchmark, IScorer scorer, IInferenceEngine engine)
    {
        (_benchmark, _scorer, _engine) = (benchmark, scorer, engine);
        (_requests, _generates) = (new EngineRequest?[benchmark.Count], new(benchmark.Count));
        for (var i = 0; i < benchmark.Count; i++)
        {
            var request = _requests[i] = ItemSeeds.Sown(scorer.CreateRequest(benchmark.Items[i]));
            _generates[i] = request is GenerationRequest;
        }
        Predicted = EachItem.Of(benchmark.Count, i => engine.Predict(_requests[i]!));
        InFull = engine.PredictTogether(_requests!);
    }

    /// <summary>Of each item by itself, in the benchmark's order.</summary>
    public IReadOnlyList<ComputeCost> Predicted { get; }

    /// <summary>Of each item in a run of all, where beginnings that several share are computed once.</summary>
    public IReadOnlyList<ComputeCost> InFull { get; }

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

    /// <summary>The relative work of an item by itself: operations, or tokens where the engine predicts no operations.</summary>
    public double Work(int position) => Predicted[position] is var cost && cost.ForwardFlops > 0 ? cost.ForwardFlops : cost.InputTokens + cost.OutputTokens;

    /// <summary>As <see cref="Work"/>, in a run of all.</summary>
    public double WorkInFull(int position) => InFull[position] is var cost && cost.ForwardFlops > 0 ? cost.ForwardFlops : cost.InputTokens + cost.OutputTokens;

    /// <summary>Of a run of these items alone.</summary>
    public ComputeCost Total(IEnumerable<int> positions) => _engine.PredictTogether([.. positions.Select(Request)]).Aggregate(ComputeCost.Zero, (sum, cost) => sum + cost);

    /// <summary>What an item that ran would have cost in a run of all: others may have computed its beginning there, or it may have computed theirs here.</summary>
    public FinishedItem AsInFull(FinishedItem entry, int position)
    {
        var (alone, full, cost) = (Predicted[position], InFull[position], entry.Cost);
        var (tokens, flops) = (cost.SharedTokens - alone.InputTokens + full.InputTokens, cost.SharedFlops - alone.ForwardFlops + full.ForwardFlops);
        if (tokens == 0) return entry;
        return entry with { Cost = cost.Sides is { } sides ? Moved(cost, sides.Model, tokens, flops) with { Sides = sides with { Model = Moved(sides.Model, sides.Model, tokens, flops) } } : Moved(cost, cost, tokens, flops) };
    }

    /// <summary>A cost with other tokens read by the model; its time, energy and money go with its operations.</summary>
    private static ComputeCost Moved(ComputeCost cost, ComputeCost model, long tokens, double flops)
    {
        var more = model.ForwardFlops > 0 ? Math.Max(-1, flops / model.ForwardFlops) : 0;
        return cost with
        {
            InputTokens = Math.Max(0, cost.InputTokens + tokens),
            ForwardFlops = cost.ForwardFlops + (model.ForwardFlops * more),
            EngineTime = cost.EngineTime + (model.EngineTime * more),
            EnergyJoules = cost.EnergyJoules + (model.EnergyJoules * more),
            Money = cost.Money + (cost.Money * (cost == model ? more : 0)),
        };
    }
}
