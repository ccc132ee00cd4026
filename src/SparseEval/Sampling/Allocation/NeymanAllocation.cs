namespace SparseEval;

/// <summary>n_h ~ N_h S_h with S_h^2 the within-stratum variance averaged over past models.</summary>
/// <remarks>
/// S_h^2 is drawn a fifth of the way to the mean over strata: a stratum that every past model solved (or failed) alike may still
/// divide the next one, and must not starve. Neyman (1934).
/// </remarks>
internal sealed class NeymanAllocation : IAllocation
{
    private const double Shrinkage = 0.2;

    public string Name => "neyman";

    public int PilotItems => 0;

    public IReadOnlyList<int> Allocate(AllocationInput input)
    {
        var history = input.Frame.History ?? throw new SparseEvalException("Neyman allocation needs past models' scores and the frame has none. " +
            "Give a history, or use the allocation 'proportional' or 'neyman-pilot'.");
        return PriorityAllocation.Divide(input, Deviations(history, input));
    }

    /// <summary>S_h of each stratum.</summary>
    public static double[] Deviations(ResponseMatrix history, AllocationInput input)
    {
        var variances = Variances(history, input);
        var mean = input.Strata.Select((s, h) => s.Items.Count * variances[h]).Sum() / input.Strata.Sum(s => s.Items.Count);
        if (mean <= 0) mean = 1;
        return Array.ConvertAll(variances, v => Math.Sqrt((1 - Shrinkage) * v + Shrinkage * mean));
    }

    private static double[] Variances(ResponseMatrix history, AllocationInput input)
    {
        var scores = new double[input.Frame.Count];
        var sums = new double[input.Strata.Count];
        var models = new int[input.Strata.Count];
        for (var m = 0; m < history.Models.Count; m++)
        {
            history.CopyModel(m, scores);
            for (var h = 0; h < sums.Length; h++)
            {
                if (Moments.Of(input.Strata[h].Items, i => scores[i]) is not { Count: > 1 } moments) continue;
                sums[h] += moments.SumOfSquares / (moments.Count - 1);
                models[h]++;
            }
        }
        return [.. sums.Select((s, h) => models[h] == 0 ? 0 : s / models[h])];
    }
}
