namespace SparseEval;

/// <summary>How a category moved between earlier and later past models.</summary>
/// <param name="Name">Text of the field; <c>all</c> where items have no such field.</param>
/// <param name="Items">Number of its items.</param>
/// <param name="Earlier">Mean score of the earlier models on its items.</param>
/// <param name="Later">Mean score of the later models.</param>
/// <param name="Shift">Later less earlier, less the same for all items: above 0 where newer models gained more here than elsewhere.</param>
public sealed record CategoryDrift(string Name, int Items, double Earlier, double Later, double Shift)
{
    /// <summary>Lower end of the range that holds 95 % of the shifts between random halves of the same models; null where <see cref="HistoryDrift.Halvings"/> is 0.</summary>
    public double? ChanceLower { get; init; }

    /// <summary>Upper end of that range.</summary>
    public double? ChanceUpper { get; init; }

    /// <summary>Share of random halvings in which some category shifts as far, each in units of its own spread: a p-value adjusted for the number of categories. Null as above.</summary>
    public double? AdjustedP { get; init; }
}
