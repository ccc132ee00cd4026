using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using SparseEval.Bench.Core;

// dotnet run -c Release --project tests/bench/SparseEval.Bench.Core -- --filter '*'       speed and allocations of the core
// dotnet run -c Release --project tests/bench/SparseEval.Bench.Core -- scale 10000 100000 [file.parquet]
// dotnet run -c Release --project tests/bench/SparseEval.Bench.Core -- growth 500   time of the Gaussian fit by number of cells
// dotnet run -c Release --project tests/bench/SparseEval.Bench.Core -- auto 400 14000 200   time to choose a method
if (args is ["auto", var m, var n, var budget])
{
    AutoRun.Run(int.Parse(m, CultureInfo.InvariantCulture), int.Parse(n, CultureInfo.InvariantCulture), int.Parse(budget, CultureInfo.InvariantCulture));
    return;
}
if (args is ["growth", var rows])
{
    GrowthRun.Run(int.Parse(rows, CultureInfo.InvariantCulture));
    return;
}
if (args is ["scale", var models, var items, .. var rest])
{
    ScaleRun.Run(int.Parse(models, CultureInfo.InvariantCulture), int.Parse(items, CultureInfo.InvariantCulture), rest.FirstOrDefault());
    return;
}
var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(1).WithIterationCount(5).WithInvocationCount(1).WithUnrollFactor(1);
BenchmarkSwitcher.FromAssembly(typeof(FitBenchmarks).Assembly).Run(args, DefaultConfig.Instance.AddJob(job));
