namespace SparseEval;

/// <summary>What one thread does at a time: some draws of one design at one budget in one fold, for every estimator and interval.</summary>
internal sealed record BacktestPiece(int Index, int Fold, bool IsControl, int Design, int Budget, int FirstDraw, int Draws)
{
    public const int MostDraws = 20;

    /// <summary>In the order of the table; the number of each decides nothing but its place.</summary>
    public static IReadOnlyList<BacktestPiece> Plan(BacktestOptions options, int folds)
    {
        var pieces = new List<BacktestPiece>();
        for (var fold = 0; fold < folds; fold++)
            foreach (var control in options.ShuffledControl ? [false, true] : new[] { false })
                for (var budget = 0; budget < options.Budgets.Count; budget++)
                    for (var design = 0; design < options.Designs.Count; design++)
                        for (var first = 0; first < options.Draws; first += MostDraws)
                            pieces.Add(new(pieces.Count, fold, control, design, budget, first, Math.Min(MostDraws, options.Draws - first)));
        return pieces;
    }
}
