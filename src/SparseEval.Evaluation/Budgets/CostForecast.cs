namespace SparseEval.Evaluation;

/// <summary>What each item of the benchmark would be asked, and what the engine predicts that to cost.</summary>
internal sealed class CostForecast
{
    private CostForecast(EngineRequest[] requests, ComputeCost[] predicted) => (Requests, Predicted) = (requests, predicted);

    /// <summary>In the benchmark's order.</summary>
    public IReadOnlyList<EngineRequest> Requests { get; }

    /// <summary>In the benchmark's order.</summary>
    public IReadOnlyList<ComputeCost> Predicted { get; }

    /// <summary>True where no item generates, so that what is read is known beforehand.</summary>
    public bool OnlyReads => Requests.All(request => request is LogLikelihoodRequest);

    public static CostForecast Of(RunPlan plan, IScorer scorer, IInferenceEngine engine)
    {
        if (plan.Epochs == 1) return Of(plan.Frame.Benchmark, scorer, engine);
        var forecast = Of(plan.Frame.Benchmark, new EpochScorer(scorer, plan.Epochs, engine.Varies), new EpochEngine(engine));
        EpochCheck.Require(plan, forecast.Requests);
        return forecast;
    }

    /// <summary>Of one epoch.</summary>
    public static CostForecast Of(Benchmark benchmark, IScorer scorer, IInferenceEngine engine)
    {
        var requests = new EngineRequest[benchmark.Count];
        var predicted = new ComputeCost[benchmark.Count];
        for (var i = 0; i < benchmark.Count; i++)
        {
            requests[i] = scorer.CreateRequest(benchmark.Items[i]);
            predicted[i] = engine.Predict(requests[i]);
        }
        return new(requests, predicted);
    }

    /// <summary>The relative work of an item: operations, or tokens where the engine predicts no operations.</summary>
    public double Work(int position) => Predicted[position].ForwardFlops is var flops and > 0 ? flops : Tokens(position);

    public double Tokens(int position) => Predicted[position].InputTokens + Predicted[position].OutputTokens;

    public ComputeCost Total(IEnumerable<int> positions) => positions.Aggregate(ComputeCost.Zero, (sum, i) => sum + Predicted[i]);
}
