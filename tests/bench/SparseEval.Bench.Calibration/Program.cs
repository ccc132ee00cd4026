// Coverage of nominal 95 % intervals. From the repository's root:
//   dotnet run -c Release --project tests/bench/SparseEval.Bench.Calibration -- [draws] [part of a setting's name]
using SparseEval;
using SparseEval.Bench.Calibration;

var draws = args.Length > 0 ? int.Parse(args[0]) : 2000;
var only = args.Length > 1 ? args[1] : "";
var low = 0;
Console.WriteLine(Coverage.Header);
foreach (var (group, population, design, estimator, n) in Settings.All().Where(s => $"{s.Group} {s.Population.Name}".Contains(only, StringComparison.Ordinal)))
{
    try
    {
        var (row, cover) = Coverage.Measure(population, design, estimator, n, draws);
        if (cover < 0.93) low++;
        Console.WriteLine($"{row}{(cover < 0.93 ? "  <-- below 93" : cover > 0.975 ? "  <-- above 97.5" : "")}");
    }
    catch (AggregateException e) when (e.InnerException is SparseEvalException inner)
    {
        Console.WriteLine($"{population.Name,-34} {n} {design.Name}: {inner.Message}");
    }
}
Console.WriteLine($"{low} settings below 93 %.");
