namespace SparseEval;

/// <summary>
/// Exact integer allocation: minimises sum of (N_h S_h)^2 / n_h with sum n_h = budget and least_h &lt;= n_h &lt;= N_h, by giving one item after the other
/// to the stratum with the greatest priority N_h S_h / sqrt(n_h (n_h + 1)).
/// </summary>
/// <remarks>
/// Wright (2012, The American Statistician 66, 217; 2017, Survey Methodology 43). Because the next item never depends on the budget, a larger
/// budget only adds items, which rounding by largest remainder does not guarantee (decision 0010). Ties go to the earlier stratum.
/// </remarks>
internal static class PriorityAllocation
{
    /// <param name="input">Strata with their least sizes.</param>
    /// <param name="priority">Priority of the next item of stratum h when it has n already.</param>
    public static int[] Divide(AllocationInput input, Func<int, int, double> priority)
    {
        var sizes = input.Strata.Select(s => s.Least).ToArray();
        var left = input.Budget - sizes.Sum();
        if (left < 0)
            throw new SparseEvalException($"A budget of {input.Budget} items is too small for {sizes.Length} strata, which need {sizes.Sum()} " +
                $"so that each has a variance. Give a budget of at least {sizes.Sum()}, or stratify more coarsely.");
        var queue = new PriorityQueue<int, (double, int)>();
        for (var h = 0; h < sizes.Length; h++) Enqueue(h);
        for (; left > 0 && queue.TryDequeue(out var h, out _); left--)
        {
            sizes[h]++;
            Enqueue(h);
        }
        return sizes;

        void Enqueue(int h)
        {
            if (sizes[h] < input.Strata[h].Items.Count) queue.Enqueue(h, (-priority(h, sizes[h]), h));
        }
    }

    /// <summary>The optimal division for given within-stratum standard deviations S_h.</summary>
    public static int[] Divide(AllocationInput input, double[] deviations) =>
        Divide(input, (h, n) => input.Strata[h].Items.Count * deviations[h] / Math.Sqrt(n * (n + 1.0)));
}
