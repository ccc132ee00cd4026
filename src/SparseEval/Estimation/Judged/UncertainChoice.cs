namespace SparseEval;

/// <summary>
/// Chances of a second phase that follow the judge's doubt: half of the expected number is spread equally, half by 4 p (1 - p), which is 1 for a grade in the middle of the scale (a pair whose verdict turned among them) and 0 at
/// its ends. Items are drawn independently of each other (Poisson sampling) by permanent random numbers.
/// </summary>
internal static class UncertainChoice
{
    private const double Equal = 0.5;

    public static IReadOnlyList<TrustedChoice> Draw(ScoredSample judged, int count, ulong seed)
    {
        var items = judged.Sample.Frame.Benchmark.Items;
        var scored = judged.Sample.Items.Select((item, k) => (item.Index, Score: judged.Scores[k])).Where(item => item.Score is not null).OrderBy(item => item.Index).ToArray();
        if (count < 5 || count > scored.Length) throw new SparseEvalException($"{count} trusted grades do not fit {scored.Length} judged items. Give 5 to {scored.Length}.");
        var chances = Chances([.. scored.Select(item => item.Score!.Value)], count);
        var own = PermanentRandomNumber.Seed(seed, 0x7275, 0x7574);
        return [.. scored.Select((item, k) => new TrustedChoice(item.Index, chances[k])).Where(choice => PermanentRandomNumber.Of(own, items[choice.Item].Id) < choice.Chance)];
    }

    /// <summary>With sum <paramref name="count"/>; what would be above 1 is certain, and the others share the rest.</summary>
    public static double[] Chances(double[] scores, int count)
    {
        var doubt = Array.ConvertAll(scores, p => 4 * p * (1 - p));
        var all = doubt.Sum();
        var size = Array.ConvertAll(doubt, u => all > 0 ? Equal / scores.Length + (1 - Equal) * u / all : 1.0 / scores.Length);
        var chances = new double[size.Length];
        var certain = new bool[size.Length];
        for (var more = true; more;)
        {
            more = false;
            var (left, open) = (count - certain.Count(c => c), size.Where((_, i) => !certain[i]).Sum());
            for (var i = 0; i < size.Length; i++)
            {
                chances[i] = certain[i] ? 1 : left * size[i] / open;
                // What rounding leaves below 1 is certain too.
                if (certain[i] || chances[i] < 1 - 1e-9) continue;
                (certain[i], more) = (true, true);
            }
        }
        return chances;
    }
}
