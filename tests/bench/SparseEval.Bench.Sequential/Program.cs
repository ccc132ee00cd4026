// Items until a half-width is reached, and how often the interval is ever wrong, by the protocol's point 9. From the repository's root:
//   dotnet run -c Release --project tests/bench/SparseEval.Bench.Sequential -- [matrices, such as arc_challenge,openllm_v2 or all] [draws, 20] [sequences, or all]
// Items to decide pairs of models at a margin of two points:
//   dotnet run -c Release --project tests/bench/SparseEval.Bench.Sequential -- pairs [matrices] [draws, 5] [sequences]
// Wrong GO, wrong NO-GO, inconclusive shares and items of gates on the bundled benchmark's past models, and on matrices:
//   dotnet run -c Release --project tests/bench/SparseEval.Bench.Sequential -- gates [pocket, or matrices such as arc_challenge] [replays, 1000] [sequence, betting-predictions]
// How often a sequence is wrong where a normal approximation is at its weakest, on made-up scores:
//   dotnet run -c Release --project tests/bench/SparseEval.Bench.Sequential -- approximations [replays, 1000] [sequence, group-sequential]
using System.Diagnostics;
using SparseEval;
using SparseEval.Bench.Arena;
using SparseEval.Bench.Sequential;

if (args is ["gates", .. var of]) return GateReplays.Run(of);
if (args is ["approximations", .. var with]) return Approximations.Run(with);
if (SharedFolder.Find() is not { } shared)
{
    Console.WriteLine("The folder shared/arena with protocol, splits and matrices is not beside the repository, so nothing can be run.");
    return 2;
}
var pairs = args is ["pairs", ..];
if (pairs) args = args[1..];
var wanted = args.Length > 0 && args[0] != "all" ? args[0].Split(',') : null;
var draws = args.Length > 1 ? int.Parse(args[1]) : pairs ? 5 : 20;
var names = args.Length > 2 && args[2] != "all" ? args[2].Split(',') : null;
if (pairs) Console.WriteLine($"{"matrix",-16} {"split",-13} {"sequence",-24} {"runs",4} {"N",5} {"items",9} {"share",6} {"of dir",6} {"wrong",6} {"early",6} {"oracle",6}");
else Console.WriteLine($"{"matrix",-16} {"split",-13} {"sequence",-24} {"runs",4} {"N",5} {"items .05",9} {".03",7} {".02",7} | {"share .05",9} {".03",6} {".02",6} | {"of akelly",9} {"",6} {"",6} | {"missed",6} {"s/run",6}");
foreach (var path in Directory.EnumerateFiles(Path.Combine(shared, "arena", "splits"), "*.json").Order())
{
    var name = Path.GetFileNameWithoutExtension(path);
    if (wanted is not null && !wanted.Contains(name)) continue;
    var matrix = ArenaMatrix.Read(Path.Combine(shared, "data", name));
    foreach (var split in ArenaSplit.Read(matrix, path).Where(s => s.Name is "random0" or "extrapolation"))
    {
        if (pairs) Pairs.Print(split, draws, names);
        else Cell.Print(split, draws, names);
    }
}
return 0;
