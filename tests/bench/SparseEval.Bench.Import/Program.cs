using System.Diagnostics;
using System.Globalization;
using SparseEval.Bench.Import;
using SparseEval.Data;

// Writes a table, imports it, and reads one model of the history: seconds and peak memory of each step.
// A long table, by default 2,000 models x 10,000 items; with --wide a wide one, by default 2,000 x 2,000.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var wide = args.Contains("--wide");
var models = Argument("--models", 2000);
var items = Argument("--items", wide ? 2000 : 10_000);
var folder = Directory.CreateTempSubdirectory("sparseeval-bench-import-").FullName;
try
{
    var csv = Path.Combine(folder, "table.csv");
    Console.WriteLine($"{(long)models * items:N0} cells ({models:N0} models x {items:N0} items), {(wide ? "wide" : "long")}, {Environment.ProcessorCount} cores");
    Measure("write the CSV (not part of the import)", () =>
    {
        if (wide) WideCsv.Write(csv, models, items);
        else LongCsv.Write(csv, models, items);
    });
    Console.WriteLine($"  {new FileInfo(csv).Length / 1e6:N0} MB");
    var history = Path.Combine(folder, "out", "history.parquet");
    Measure("import it", () => Import(csv, "out"));
    Console.WriteLine($"  history {new FileInfo(history).Length / 1e6:N0} MB");
    if (!wide) Measure("import the history, a Parquet long table", () => Import(history, "again"));
    var one = Measure("read one model", () => ResponseMatrices.Read(history, new() { Models = [LongCsv.Model(models / 2)] }));
    var all = Measure("read all models", () => ResponseMatrices.Read(history));
    Console.WriteLine($"one model takes {one / all:0.0000} of the time of all {models:N0}");
    Console.WriteLine($"peak working set {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:N0} MB");
}
finally
{
    Directory.Delete(folder, recursive: true);
}

// What `sparseeval import` does.
void Import(string path, string into)
{
    IReadOnlyList<ImportedRun> runs = [];
    ImportedHistory? merged = null;
    Measure("  of it reading", () => runs = Imports.Read(path));
    Measure("  putting together", () => merged = ImportedHistory.Merge(runs));
    Measure("  writing", () => ImportFolder.Write(Path.Combine(folder, into), merged!));
}

double Measure(string what, Action work)
{
    var (start, before) = (Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime);
    work();
    var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
    Console.WriteLine($"{what}: {seconds:0.00} s ({(Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds:0.00} s of processors), peak working set so far {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:N0} MB");
    return seconds;
}

int Argument(string name, int byDefault) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : byDefault;
