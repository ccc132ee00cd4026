namespace SparseEval.Bench.Arena;

/// <summary>What stands beside one of our cells: the plain random mean, GREG, and the best peer of this cell chosen with hindsight.</summary>
internal sealed record Baselines(CellRow? Srs, CellRow? Greg, CellRow? Best)
{
    public static Baselines Of(CellRow row, IReadOnlyList<CellRow> peers)
    {
        var cell = peers.Where(p => p.Cell == row.Cell).ToList();
        return new(cell.Find(p => p.Method == "srs_wald"), cell.Find(p => p.Method == "greg_ridge_R1"), cell.Where(p => IsPeer(p.Method)).MinBy(p => p.Mae));
    }

    /// <summary>Not prototypes, not anytime-valid midpoints, not a check on three draws.</summary>
    private static bool IsPeer(string method) =>
        !method.StartsWith("blup", StringComparison.Ordinal) && !method.StartsWith("betting", StringComparison.Ordinal) && method is not ("anchor_points_ridge" or "aipw_own_3draws");
}
