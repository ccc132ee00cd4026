namespace SparseEval.Bench.Arena;

/// <summary>Prints our rows beside the peers': cell by cell, then geometric means over matrices.</summary>
internal static class Tables
{
    public static void Print(IReadOnlyList<CellRow> ours, IReadOnlyList<CellRow> peers)
    {
        foreach (var method in ours.Select(r => r.Method).Distinct())
        {
            var rows = ours.Where(r => r.Method == method).ToList();
            Console.WriteLine($"\n{method}: errors and widths in points; SRS is the plain random mean with a Wald interval, GREG is greg_ridge_R1");
            Console.WriteLine($"{"matrix",-17} {"kind",-13} {"budget",6} {"n",5} {"MAE",6} {"/SRS",5} {"best peer",-32} {"/SRS",5} {"bias",6} {"tau",5} {"cover",6} {"width",6} {"/SRS",5} {"/GREG",5} {"GREG c",6} {"ms/draw",8}");
            foreach (var row in rows) Console.WriteLine(Line(row, Baselines.Of(row, peers)));
        }
        Console.WriteLine("\nGeometric means over matrices of MAE over SRS's, of widths over SRS's and GREG's; coverage least and mean");
        Console.WriteLine($"{"method",-28} {"kind",-13} {"budget",6} {"mats",4} {"MAE/SRS",7} {"worst",5} {"hindsight",9} {"w/SRS",5} {"w/GREG",6} {"worst",5} {"cover",6} {"least",6}");
        foreach (var group in ours.GroupBy(r => (r.Method, r.Kind, r.Budget))) Console.WriteLine(Summary(group.Key, [.. group.Select(r => (r, Baselines.Of(r, peers)))]));
        Goals.Print(ours, peers);
    }

    private static string Line(CellRow row, Baselines b) =>
        $"{row.Matrix,-17} {row.Kind,-13} {row.Budget,6} {row.Items,5} {Points(row.Mae)} {Ratio(row.Mae, b.Srs?.Mae)} {b.Best?.Method,-32} {Ratio(b.Best?.Mae, b.Srs?.Mae)} {Points(row.Bias)} " +
        $"{row.Tau,5:0.000} {100 * row.Coverage,6:0.0} {Points(row.Width)} {Ratio(row.Width, b.Srs?.Width)} {Ratio(row.Width, b.Greg?.Width)} {100 * b.Greg?.Coverage,6:0.0} {1000 * row.PredictSeconds,8:0.0}";

    private static string Summary((string Method, string Kind, string Budget) key, (CellRow Row, Baselines Base)[] cells)
    {
        var mae = cells.Where(c => c.Base.Srs is not null).Select(c => c.Row.Mae / c.Base.Srs!.Mae).ToArray();
        var best = cells.Where(c => c.Base is { Srs: not null, Best: not null }).Select(c => c.Base.Best!.Mae / c.Base.Srs!.Mae).ToArray();
        var srs = Widths(cells, b => b.Srs);
        var greg = Widths(cells, b => b.Greg);
        var cover = cells.Where(c => c.Row.Coverage is not null).Select(c => 100 * c.Row.Coverage!.Value).ToArray();
        return $"{key.Method,-28} {key.Kind,-13} {key.Budget,6} {cells.Length,4} {Mean(mae),7} {Most(mae),5} {Mean(best),9} {Mean(srs),5} {Mean(greg),6} {Most(greg),5} " +
            (cover.Length == 0 ? "" : $"{cover.Average(),6:0.0} {cover.Min(),6:0.0}");
    }

    private static double[] Widths((CellRow Row, Baselines Base)[] cells, Func<Baselines, CellRow?> which) =>
        [.. cells.Where(c => c.Row.Width is not null && which(c.Base)?.Width is not null).Select(c => c.Row.Width!.Value / which(c.Base)!.Width!.Value)];

    private static string Mean(double[] ratios) => ratios.Length == 0 ? "" : $"{Math.Exp(ratios.Average(Math.Log)):0.000}";

    private static string Most(double[] ratios) => ratios.Length == 0 ? "" : $"{ratios.Max():0.00}";

    private static string Points(double? share) => share is { } x ? $"{100 * x,6:0.00}" : $"{"",6}";

    private static string Ratio(double? a, double? b) => a is { } x && b is { } y ? $"{x / y,5:0.00}" : $"{"",5}";
}
