namespace SparseEval;

/// <summary>What the landing of the cube method leaves unbalanced: errors of the balancing totals over landings repeated from where the flight ended, which left none.</summary>
internal static class Landing
{
    private const int Most = 200;
    private const double Work = 2e7;

    /// <returns>Repeated landings, each sum x_i (drawn_i - p_i) / pi_i for every variable over the root of their number: the products of their columns are the errors' covariances.</returns>
    public static double[][] Of(double[] current, List<int> open, double[] probabilities, double[][] variables, ulong seed)
    {
        var repeats = (int)Math.Clamp(Work / Math.Pow(variables.Length, 4), 20, Most);
        var chance = new SeededChance(seed, "landing");
        var (before, errors) = (open.ConvertAll(i => current[i]), new double[repeats][]);
        for (var r = 0; r < repeats; r++)
        {
            Cube.Land(current, open, probabilities, variables, chance);
            errors[r] = Array.ConvertAll(variables, x => open.Select((i, k) => x[i] * (current[i] - before[k]) / probabilities[i]).Sum() / Math.Sqrt(repeats));
            for (var k = 0; k < before.Count; k++) current[open[k]] = before[k];
        }
        return errors;
    }
}
