namespace SparseEval.Bench.Arena;

/// <summary>Our methods against the goals: errors beside the plain random mean's, widths beside GREG's and active sampling's, least coverage.</summary>
internal static class Goals
{
    private static readonly string[] Numbers = ["25", "50", "100", "200"];
    /// <summary>A rival's interval counts as holding from here on.</summary>
    private const double LeastHeld = 0.94;

    private static readonly string[] Shares = ["2.5%", "5%", "10%", "25%"];

    public static void Print(IReadOnlyList<CellRow> ours, IReadOnlyList<CellRow> peers)
    {
        Console.WriteLine("\nGoal 1, MAE/SRS over the matrices run (worst cell): at most .40 random 25, .50 random 100, .65 strongest 100, no cell above 1");
        foreach (var rows in ours.GroupBy(r => r.Method))
            Console.WriteLine($"  {rows.Key,-24} random 25 {Errors(rows, "random", "25", peers)}  random 100 {Errors(rows, "random", "100", peers)}  strongest 100 {Errors(rows, "extrapolation", "100", peers)}");
        Console.WriteLine("\nGoal 2, intervals at 25 to 200 items: coverage 94 to 97 % in every matrix and kind; mean width at most .93 of GREG's, never above SRS's");
        foreach (var rows in ours.GroupBy(r => r.Method))
            if (rows.Where(r => Numbers.Contains(r.Budget) && r.Coverage is not null).ToList() is { Count: > 0 } cells)
                Console.WriteLine($"  {rows.Key,-24} cells {cells.Count,3}  coverage {100 * cells.Min(r => r.Coverage!.Value):0.0} to {100 * cells.Max(r => r.Coverage!.Value):0.0} %, under 94 % in {cells.Count(r => r.Coverage < 0.94)}  " +
                    $"w/GREG {Ratio(cells, peers, b => b.Greg)}  w/SRS {Ratio(cells, peers, b => b.Srs)}");
        Console.WriteLine("\nGoal 3, shares of the items: width beside the narrowest of GREG, FAQ and its Bernoulli variant, and of those that cover 94 % themselves; coverage at least 94.5 %");
        foreach (var rows in ours.GroupBy(r => r.Method))
            if (rows.Any(r => Shares.Contains(r.Budget) && r.Coverage is not null)) Console.WriteLine($"  {rows.Key,-24} {string.Join("  ", Shares.Select(share => Active(rows, share, peers)))}");
    }

    private static string Errors(IEnumerable<CellRow> rows, string kind, string budget, IReadOnlyList<CellRow> peers)
    {
        var ratios = rows.Where(r => r.Kind == kind && r.Budget == budget).Select(r => (Own: r.Mae, Base: Baselines.Of(r, peers).Srs?.Mae)).Where(r => r.Base is not null).Select(r => r.Own / r.Base!.Value).ToArray();
        return ratios.Length == 0 ? $"{"",11}" : $"{Mean(ratios):0.00} ({ratios.Max():0.00})";
    }

    private static string Ratio(IEnumerable<CellRow> rows, IReadOnlyList<CellRow> peers, Func<Baselines, CellRow?> which)
    {
        var ratios = rows.Select(r => (r.Width, Base: which(Baselines.Of(r, peers))?.Width)).Where(r => r.Width is not null && r.Base is not null).Select(r => r.Width!.Value / r.Base!.Value).ToArray();
        return ratios.Length == 0 ? "" : $"{Mean(ratios):0.00} (worst {ratios.Max():0.00})";
    }

    private static string Active(IEnumerable<CellRow> rows, string share, IReadOnlyList<CellRow> peers)
    {
        var cells = rows.Where(r => r.Budget == share && r.Coverage is not null).ToList();
        var (all, held) = (Rivals(cells, peers, 0), Rivals(cells, peers, LeastHeld));
        return all.Length == 0 ? $"{share}: none" : $"{share}: {Mean(all):0.00}, {(held.Length == 0 ? "none" : $"{Mean(held):0.00}")} where a rival holds ({held.Length} of {all.Length} cells; " +
            $"covers {100 * cells.Average(r => r.Coverage!.Value):0.0}, least {100 * cells.Min(r => r.Coverage!.Value):0.0} %)";
    }

    /// <summary>Widths over the narrowest rival's whose own coverage reaches a least value; cells without one are left out.</summary>
    private static double[] Rivals(List<CellRow> cells, IReadOnlyList<CellRow> peers, double coverage) =>
        [.. cells.Select(r => (r.Width, Best: peers.Where(p => p.Cell == r.Cell && p.Width is not null && p.Coverage >= coverage && p.Method is ("greg_ridge_R1" or "faq" or "active_bernoulli_factor")).Min(p => p.Width)))
            .Where(r => r.Best is not null).Select(r => r.Width!.Value / r.Best!.Value)];

    private static double Mean(double[] ratios) => Math.Exp(ratios.Average(Math.Log));
}
