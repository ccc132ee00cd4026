namespace SparseEval;

/// <summary>Holds what was found against what random halvings of the same models give.</summary>
internal static class ChanceShifts
{
    /// <summary>Gives each category its range and its p-value, adjusted by the greatest standardised shift of each halving (Westfall and Young 1993).</summary>
    public static IReadOnlyList<CategoryDrift> Judge(IReadOnlyList<CategoryDrift> given, IReadOnlyList<DriftFigures> chance)
    {
        if (chance.Count == 0) return given;
        var shifts = given.Select(c => chance.Select(h => h.Categories.FirstOrDefault(o => o.Name == c.Name)?.Shift).OfType<double>().ToArray()).ToArray();
        var spreads = given.Zip(shifts, (c, s) => Math.Sqrt(s.Append(c.Shift).Average(x => x * x))).ToArray();
        var names = given.Select((c, k) => (c.Name, Spread: spreads[k])).ToDictionary(c => c.Name, c => c.Spread, StringComparer.Ordinal);
        double[] greatest = [.. chance.Select(h => h.Categories.Select(c => names.TryGetValue(c.Name, out var spread) ? Standard(c.Shift, spread) : 0).DefaultIfEmpty(0).Max())];
        return [.. given.Select((c, k) => Range(shifts[k]) is not { } range ? c : c with
        {
            ChanceLower = range.Lower,
            ChanceUpper = range.Upper,
            AdjustedP = (1.0 + greatest.Count(g => g >= Standard(c.Shift, spreads[k]) - 1e-9)) / (chance.Count + 1),
        })];
    }

    /// <summary>From the value that 2.5 % stay below to the one that 97.5 % do; null without values.</summary>
    public static (double Lower, double Upper)? Range(double[] values)
    {
        if (values.Length == 0) return null;
        Array.Sort(values);
        var outside = (int)Math.Floor(0.025 * (values.Length + 1));
        return (values[Math.Max(0, outside - 1)], values[Math.Min(values.Length - 1, values.Length - outside)]);
    }

    private static double Standard(double shift, double spread) => spread <= 1e-12 ? 0 : Math.Abs(shift) / spread;
}
