namespace SparseEval;

/// <summary>All pairs of several models, and the ranks that the pairs leave possible.</summary>
/// <remarks>
/// A pair is decided where Holm's adjusted p-value is at most alpha. Model m's rank lies between 1 + the number of models decidedly better and M - the number decidedly worse, for all models at once
/// with confidence 1 - alpha, since that holds as long as no decided pair is wrong (Mogstad, Romano, Shaikh and Wilhelm 2024).
/// </remarks>
[TypeFormatterSource(typeof(ModelRankingDisplay), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record ModelRanking
{
    /// <summary>Every pair (first before second) with its comparison, first minus second.</summary>
    public required IReadOnlyList<(int First, int Second, PairedComparison Comparison)> Pairs { get; init; }

    /// <summary>Holm's adjusted p-value of each pair.</summary>
    public required IReadOnlyList<double> Holm { get; init; }

    /// <summary>Benjamini and Hochberg's adjusted p-value of each pair; for exploring, not for ranks.</summary>
    public required IReadOnlyList<double> BenjaminiHochberg { get; init; }

    /// <summary>Best and worst rank of each model, 1 the best; all hold at once.</summary>
    public required IReadOnlyList<(int Best, int Worst)> Ranks { get; init; }

    internal static ModelRanking Of(int models, (int First, int Second)[] pairs, PairedComparison[] compared, double alpha)
    {
        var p = Array.ConvertAll(compared, c => c.PValue!.Value);
        var holm = MultipleComparisons.Holm(p);
        var (better, worse) = (new int[models], new int[models]);
        for (var k = 0; k < pairs.Length; k++)
        {
            if (holm[k] > alpha) continue;
            var (winner, loser) = compared[k].Difference > 0 ? pairs[k] : (pairs[k].Second, pairs[k].First);
            better[loser]++;
            worse[winner]++;
        }
        return new()
        {
            Pairs = [.. pairs.Select((pair, k) => (pair.First, pair.Second, compared[k]))],
            Holm = holm,
            BenjaminiHochberg = MultipleComparisons.BenjaminiHochberg(p),
            Ranks = [.. Enumerable.Range(0, models).Select(m => (1 + better[m], models - worse[m]))],
        };
    }

    /// <summary>Such as <c>3 models: 0 ranks 1 to 2, 1 ranks 1 to 2, 2 ranks 3</c>; models by their position.</summary>
    public override string ToString() => $"{Ranks.Count} models: {string.Join(", ", Ranks.Select((r, m) => $"{m} ranks {r.Best}{(r.Worst > r.Best ? $" to {r.Worst}" : "")}"))}";
}
