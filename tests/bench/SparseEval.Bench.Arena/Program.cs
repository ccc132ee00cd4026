// The arena of shared/arena/PROTOCOL.md for our own methods, beside what other tools reach there. From the repository's root:
//   dotnet run -c Release --project tests/bench/SparseEval.Bench.Arena -- --methods mean,regression --matrices arc_challenge --out /tmp/arena
// Options: --matrices a,b --kinds random,extrapolation --budgets 25,100,2.5% --methods x,y --draws 100 --splits 5 --threads 2 --out folder --tables
using System.Diagnostics;
using SparseEval.Bench.Arena;

var arguments = ArenaArguments.Parse(args);
if (SharedFolder.Find() is not { } shared)
{
    Console.WriteLine("The folder shared/arena with protocol, splits and matrices is not beside the repository, so nothing can be run.");
    return 2;
}
var peers = CellRow.Read(Path.Combine(shared, "arena", "peers.csv")).ToList();
var file = arguments.Out is { } folder ? Path.Combine(Directory.CreateDirectory(folder).FullName, "ours.csv") : null;
var ours = file is null ? [] : CellRow.Read(file).ToList();
if (!arguments.TablesOnly)
    foreach (var path in Directory.EnumerateFiles(Path.Combine(shared, "arena", "splits"), "*.json").Order())
    {
        var name = Path.GetFileNameWithoutExtension(path);
        if (arguments.Matrices.Length > 0 && !arguments.Matrices.Contains(name)) continue;
        var matrix = ArenaMatrix.Read(Path.Combine(shared, "data", name));
        var splits = ArenaSplit.Read(matrix, path).ToList();
        foreach (var method in arguments.Methods.Select(m => ArenaMethods.All.First(a => a.Name == m)))
        {
            var watch = Stopwatch.StartNew();
            var rows = MatrixRun.Run(splits, method, arguments);
            ours.RemoveAll(r => rows.Any(n => n.Method == r.Method && n.Cell == r.Cell));
            ours.AddRange(rows);
            Console.Error.WriteLine($"{name} {method.Name}: {rows.Count} cells in {watch.Elapsed.TotalSeconds:0.0} s");
            if (file is not null) File.WriteAllLines(file, [CellRow.Header, .. ours.Select(r => r.ToCsv())]);
        }
    }
Tables.Print(ours.Where(r => arguments.Methods.Contains(r.Method)).ToList(), peers);
return 0;
