using System.Diagnostics;
using System.Globalization;
using SparseEval.Bench.Server;

// What share of a server's own limit does a run reach, and does its memory grow with the items?
//   dotnet run -c Release --project tests/bench/SparseEval.Bench.Server [-- --items 10000 --concurrency 64 --latency 20 --rounds 3 --warm 500]
// What does a run hold an item?
//   dotnet run -c Release --project tests/bench/SparseEval.Bench.Server -- --role memory [--items 10000]
// The server, the bare loop and each run are processes of their own; rounds alternate, and the share is the median of those of
// neighbours in time, since other work on the machine comes and goes.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var settings = Settings.Parse(args);
switch (settings.Role)
{
    case "serve": await Roles.ServeAsync(settings); break;
    case "bare": await Roles.BareAsync(settings); break;
    case "run": await Roles.RunAsync(settings); break;
    case "hold": await Roles.HoldAsync(settings); break;
    case "memory": Held(settings); break;
    default: Compare(settings); break;
}

static void Compare(Settings settings)
{
    using var server = Start(settings, "serve");
    var address = server.StandardOutput.ReadLine()!;
    Console.WriteLine($"{settings.Items} items, a server that answers in {settings.Latency} ms, concurrency {settings.Concurrency}: at most {1000.0 * settings.Concurrency / settings.Latency:0} items/s");
    var (bare, runs) = (new List<Figures>(), new List<Figures>());
    Take("bare", settings with { Items = 1000 }, address);
    for (var round = 0; round < settings.Rounds; round++)
    {
        bare.Add(Take("bare", settings, address));
        runs.Add(Take("run", settings, address));
    }
    var few = Take("run", settings with { Items = settings.Items / 10 }, address);
    var many = Take("run", settings with { Items = 2 * settings.Items }, address);
    server.StandardInput.Close();
    server.WaitForExit();
    var reached = Median(runs);
    double[] shares = [.. runs.Zip(bare, (run, loop) => run.Rate / loop.Rate).Order()];
    Console.WriteLine($"share of the bare loop: {shares[shares.Length / 2]:0.000} in the median of {shares.Length} rounds ({shares[0]:0.000} to {shares[^1]:0.000}; goal 0.9)");
    Console.WriteLine($"peak working set: {few.PeakMegabytes:0} MB at {settings.Items / 10} items, {reached.PeakMegabytes:0} MB at {settings.Items}, {many.PeakMegabytes:0} MB at {2 * settings.Items} (texts of items and requests included)");
}

// Bytes an item, from the difference of two runs, so that what any run holds is left out.
static void Held(Settings settings)
{
    using var server = Start(settings with { Latency = 1 }, "serve");
    var address = server.StandardOutput.ReadLine()!;
    double[][] found = [.. new[] { settings.Items, 2 * settings.Items }.Select(items => Hold(settings with { Items = items, Address = address }))];
    server.StandardInput.Close();
    server.WaitForExit();
    string[] moments = ["in the middle of the run", "at its end", "the record alone"];
    for (var i = 0; i < moments.Length; i++) Console.WriteLine($"alive beside the benchmark, {moments[i]}: {2 * found[1][i] - found[0][i]:0} bytes an item more ({found[0][i]:0} at {settings.Items} items, {found[1][i]:0} at {2 * settings.Items})");
}

static double[] Hold(Settings settings)
{
    using var process = Start(settings, "hold");
    var line = process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    return [.. line.Trim().Split(' ').Select(double.Parse)];
}

static Figures Median(List<Figures> all) => all.OrderBy(one => one.Rate).ElementAt(all.Count / 2);

static Figures Take(string role, Settings settings, string address)
{
    using var process = Start(settings with { Address = address }, role);
    var figures = Figures.Parse(process.StandardOutput.ReadToEnd());
    process.WaitForExit();
    Console.WriteLine($"  {role,-5} {settings.Items,6} items  {figures.Rate,7:0} items/s  {figures.CpuMilliseconds,6:0.000} CPU ms an item  peak {figures.PeakMegabytes:0} MB");
    return figures;
}

static Process Start(Settings settings, string role)
{
    var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardInput = true };
    if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
    foreach (var argument in (settings with { Role = role }).Arguments) start.ArgumentList.Add(argument);
    return Process.Start(start)!;
}
