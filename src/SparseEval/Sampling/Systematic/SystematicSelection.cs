namespace SparseEval;

/// <summary>Systematic selection: item k is drawn where the running sum of probabilities, plus one random start, passes a whole number.</summary>
/// <remarks>Madow (1949). Probabilities that sum to n give exactly n items, each with its own probability.</remarks>
internal static class SystematicSelection
{
    /// <param name="order">Positions in the order of selection.</param>
    /// <param name="probabilities">Of every position, in [0, 1]; they sum to n.</param>
    /// <param name="size">n.</param>
    /// <param name="start">In (0, 1).</param>
    /// <returns>Drawn positions, ascending.</returns>
    public static int[] Draw(int[] order, double[] probabilities, int size, double start)
    {
        var drawn = new List<int>(size);
        var (sum, total) = (0.0, probabilities.Sum());
        foreach (var i in order)
        {
            sum += probabilities[i];
            // Sums of probabilities carry rounding errors; scaled, the last one is n exactly.
            var passed = (int)Math.Floor(Math.Min(size, sum / total * size) + start);
            if (passed > drawn.Count) drawn.Add(i);
        }
        drawn.Sort();
        return [.. drawn];
    }
}
