namespace SparseEval;

/// <summary>What a balanced sample reproduces: its size, past models' mean score, history factors, shares of categories, and cost, in this order of importance.</summary>
internal static class BalancingVariables
{
    /// <summary>Drawn items for each variable, at least: with fewer the landing leaves too much of the balance, and the variance too few degrees of freedom.</summary>
    public const int ItemsPerVariable = 5;

    /// <returns>One row a variable, N numbers, none implied by those before it.</returns>
    public static double[][] Of(SamplingFrame frame, double[] probabilities, int size, string? by)
    {
        var candidates = new List<double[]> { probabilities };
        if (probabilities.Any(p => p != probabilities[0])) candidates.Add([.. Enumerable.Repeat(1.0, frame.Count)]);
        var categories = by is null ? [] : Categories(frame, by, size);
        if (frame.History is { } history) candidates.AddRange(FromHistory(history, size / ItemsPerVariable - candidates.Count - categories.Count - (frame.PredictedCost is null ? 0 : 1)));
        candidates.AddRange(categories);
        if (frame.PredictedCost is { } cost) candidates.Add([.. cost]);
        if (candidates.Count == 1 && frame.History is null)
            throw new SparseEvalException("The design 'balanced' has nothing to balance on: the frame has no history and no costs, and no field was named. Give a history or --by FIELD, or use 'simple-random'.");
        return Independent(candidates);
    }

    private static IEnumerable<double[]> FromHistory(ResponseMatrix history, int most)
    {
        var factors = HistoryFactors.Of(history);
        if (most > 0) yield return factors.Mean;
        for (var j = 0; j < Math.Min(factors.Rank, most - 1); j++) yield return Array.ConvertAll(factors.Loadings, v => v[j]);
    }

    private static List<double[]> Categories(SamplingFrame frame, string by, int size)
    {
        var rows = new List<double[]>();
        foreach (var field in by.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var texts = frame.Benchmark.Items.Select(item => item[field]).ToArray();
            foreach (var text in texts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Skip(1))
                rows.Add(Array.ConvertAll(texts, t => t == text ? 1.0 : 0));
        }
        // A census balances whatever is asked.
        if (ItemsPerVariable * (rows.Count + 1) > size && size < frame.Count)
            throw new SparseEvalException($"A budget of {size} items is too small to balance the {rows.Count + 1} categories of '{by}'. " +
                $"Give at least {ItemsPerVariable * (rows.Count + 1)}, name a coarser field, or use 'stratified'.");
        return rows;
    }

    /// <summary>Scaled to a mean square of 1, and without those that the earlier ones imply.</summary>
    private static double[][] Independent(List<double[]> candidates)
    {
        var (kept, basis) = (new List<double[]>(), new List<double[]>());
        foreach (var x in candidates)
        {
            var size = Math.Sqrt(Vectors.Dot(x, x));
            if (size == 0) continue;
            var rest = Array.ConvertAll(x, v => v / size);
            for (var twice = 0; twice < 2; twice++)
                foreach (var b in basis) Vectors.AddScaled(rest, -Vectors.Dot(b, rest), b);
            var left = Math.Sqrt(Vectors.Dot(rest, rest));
            if (left < 1e-6) continue;
            basis.Add(Array.ConvertAll(rest, v => v / left));
            kept.Add(Array.ConvertAll(x, v => v / size * Math.Sqrt(x.Length)));
        }
        return [.. kept];
    }
}
