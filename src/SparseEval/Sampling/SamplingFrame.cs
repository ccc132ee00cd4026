namespace SparseEval;

/// <summary>All that is known before the run: the benchmark, past models' scores, and what each item is predicted to cost.</summary>
public sealed class SamplingFrame
{
    /// <summary>Puts together what is known.</summary>
    /// <param name="benchmark">The population of items.</param>
    /// <param name="history">Past models' scores; its columns are aligned to the benchmark here. Null for a cold start.</param>
    /// <param name="predictedCost">Relative cost of each item in the benchmark's order, above 0, or null where all cost the same.</param>
    /// <exception cref="SparseEvalException">The history lacks items, or the costs do not fit the benchmark.</exception>
    public SamplingFrame(Benchmark benchmark, ResponseMatrix? history = null, IReadOnlyList<double>? predictedCost = null)
    {
        Benchmark = benchmark;
        History = history?.AlignTo(benchmark);
        PredictedCost = predictedCost;
        if (predictedCost is null) return;
        if (predictedCost.Count != benchmark.Count)
            throw new SparseEvalException($"{predictedCost.Count} costs were given for {benchmark.Count} items. Give one for each.");
        for (var i = 0; i < predictedCost.Count; i++)
            if (!(predictedCost[i] > 0 && double.IsFinite(predictedCost[i])))
                throw new SparseEvalException($"Item '{benchmark.Items[i].Id}' has predicted cost {predictedCost[i]}; costs are finite and above 0.");
    }

    /// <summary>The population of items.</summary>
    public Benchmark Benchmark { get; }

    /// <summary>Past models' scores with columns in the benchmark's order, or null.</summary>
    public ResponseMatrix? History { get; }

    /// <summary>
    /// What regression uses where there is no history, one row a predictor such as <see cref="ItemPredictors.Of"/> makes; null for none. They are no models: nothing is forecast from them, and no
    /// method is chosen by them.
    /// </summary>
    public ResponseMatrix? Predictors { get; init; }

    /// <summary>Relative cost of each item in the benchmark's order, or null where all cost the same.</summary>
    public IReadOnlyList<double>? PredictedCost { get; }

    /// <summary>Number of items, N.</summary>
    public int Count => Benchmark.Count;
}
