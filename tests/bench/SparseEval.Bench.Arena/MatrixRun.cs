namespace SparseEval.Bench.Arena;

/// <summary>One method on one matrix: every kind and budget that was asked for and that the protocol has.</summary>
internal static class MatrixRun
{
    public static List<CellRow> Run(IReadOnlyList<ArenaSplit> splits, ArenaMethod method, ArenaArguments arguments)
    {
        var rows = new List<CellRow>();
        var benchmark = splits[0].Matrix.Benchmark;
        if (method.Field is { } field && benchmark.Items.Select(i => i.Fields.GetValueOrDefault(field)).Distinct().Count() < 2) return rows;
        foreach (var kind in arguments.Kinds)
        {
            var chosen = splits.Where(s => s.Kind == kind).Take(arguments.Splits).ToList();
            foreach (var budget in arguments.Budgets)
                if (budget.Items(benchmark.Count) is { } items) rows.Add(CellRun.Run(chosen, budget, items, method, arguments.Draws, arguments.Threads));
        }
        return rows;
    }
}
