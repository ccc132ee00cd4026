namespace SparseEval.Data;

/// <summary>Doubts columns of a wide table that are the mean of the others: an aggregate counted as an item or a model.</summary>
internal sealed class MeanColumns(IReadOnlyList<string> columns)
{
    private const int FewestRows = 2;
    private static readonly string[] Usual = ["average", "avg", "mean", "overall", "total", "all"];

    // Tables round aggregates; by a part of what a full score is.
    private const double Rounding = 0.0006;

    private readonly bool[] _differs = new bool[columns.Count];
    private readonly int[] _matching = new int[columns.Count];

    /// <summary>Takes one row; the first column is its name.</summary>
    /// <param name="scores">By column, null where missing; the first is not looked at.</param>
    /// <param name="full">What a full score is.</param>
    public void See(IReadOnlyList<double?> scores, double full)
    {
        var (sum, known, least, most) = (0.0, 0, double.PositiveInfinity, double.NegativeInfinity);
        for (var c = 1; c < scores.Count; c++)
            if (scores[c] is { } score) (sum, known, least, most) = (sum + score, known + 1, Math.Min(least, score), Math.Max(most, score));
        if (known < 3) return;
        for (var c = 1; c < scores.Count; c++)
        {
            if (_differs[c] || scores[c] is not { } score) continue;
            if (Math.Abs(score - (sum - score) / (known - 1)) > Rounding * full) _differs[c] = true;
            else if (most - least > 4 * Rounding * full) _matching[c]++; // equal scores have any of them for their mean
        }
    }

    /// <summary>The column that is the mean of the others, or null: in two rows that differ within, or in one where it is also called so.</summary>
    public int? Found()
    {
        for (var c = 1; c < columns.Count; c++)
            if (!_differs[c] && _matching[c] >= (Usual.Contains(columns[c].Trim(), StringComparer.OrdinalIgnoreCase) ? 1 : FewestRows)) return c;
        return null;
    }

    public static string Doubt(string what, string column) => $"The column '{column}' is the mean of the others in every row: it seems to be an aggregate, and counts here as {what}. Take it out of the table if it is one.";
}
