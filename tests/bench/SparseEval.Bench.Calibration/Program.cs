// Coverage of nominal 95 % intervals; widths, bias and rmse in points. From the repository's root:
//   dotnet run -c Release --project tests/bench/SparseEval.Bench.Calibration -- [draws] ["words that all stand in: group population n=n design estimator"]
//   dotnet run -c Release --project tests/bench/SparseEval.Bench.Calibration -- time
//   dotnet run -c Release --project tests/bench/SparseEval.Bench.Calibration -- exact           every method, right-or-wrong scores, no simulation
//   dotnet run -c Release --project tests/bench/SparseEval.Bench.Calibration -- methods [draws] ["words"]    every method on the same draws
//   dotnet run -c Release --project tests/bench/SparseEval.Bench.Calibration -- pairs [draws]   differences of two models: first rows without simulation
//   dotnet run -c Release --project tests/bench/SparseEval.Bench.Calibration -- judges [draws]  corrected judges that are rarely wrong
//   dotnet run -c Release --project tests/bench/SparseEval.Bench.Calibration -- ranks [draws]   any wrong claim in a ranking of many models
using SparseEval;
using SparseEval.Bench.Calibration;

if (args is ["time"])
{
    Timing.Print();
    return;
}
if (args is ["exact"])
{
    Exact.Print();
    return;
}
if (args is ["pairs", ..])
{
    PairsOfModels.Print(args.Length > 1 ? int.Parse(args[1]) : 2000);
    return;
}
if (args is ["judges", ..])
{
    RareDisagreement.Print(args.Length > 1 ? int.Parse(args[1]) : 2000);
    return;
}
if (args is ["ranks", ..])
{
    RanksOfModels.Print(args.Length > 1 ? int.Parse(args[1]) : 1000);
    return;
}
if (args is ["methods", ..])
{
    Methods.Print(args.Length > 1 ? int.Parse(args[1]) : 1000, args.Length > 2 ? args[2].Split(' ') : []);
    return;
}
var draws = args.Length > 0 ? int.Parse(args[0]) : 2000;
var words = args.Length > 1 ? args[1].Split(' ') : [];
var (cells, low) = (0, 0);
Console.WriteLine(Coverage.Header);
foreach (var setting in Settings.All().Where(s => words.All($"{s.Group} {s.Name} n={s.N}. {s.Design.Name} {s.Estimator.Name}".Contains)))
{
    try
    {
        var (row, cover) = Coverage.Measure(setting, draws);
        var floor = setting.N < 50 ? 0.935 : 0.94;
        cells++;
        if (cover < floor) low++;
        Console.WriteLine($"{row}{(cover < floor ? $"  < {100 * floor:0.#}" : cover > 0.975 ? "  > 97.5" : "")}");
    }
    catch (AggregateException e) when (e.InnerException is SparseEvalException inner)
    {
        Console.WriteLine($"{setting.Name,-36} {setting.N} {setting.Design.Name}: {inner.Message}");
    }
}
Console.WriteLine($"{low} of {cells} settings below 94 % (93.5 % at n = 25).");
