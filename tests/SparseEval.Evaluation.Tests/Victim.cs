using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using SparseEval.TestKit;

namespace SparseEval.Evaluation.Tests;

/// <summary>
/// A run in a process of its own, which a test may kill. The test program starts itself again; this initializer, which runs before any test is
/// looked for, then does the run and ends the process.
/// </summary>
internal static class Victim
{
    private const string Variable = "SPARSEEVAL_TEST_VICTIM";

    /// <summary>Starts a process that resumes the run in the folder: journal, cache, log of finished items, and at the end the record.</summary>
    public static Process Start(VictimPlan plan)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") start.ArgumentList.Add(typeof(Victim).Assembly.Location);
        start.Environment[Variable] = string.Join('|', plan.Folder, plan.Name, plan.UseCache, plan.Delay.TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
        return Process.Start(start)!;
    }

#pragma warning disable CA2255 // An executable's own initializer is the one place that runs before the test framework does.
    [ModuleInitializer]
#pragma warning restore CA2255
    public static void RunIfAsked()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } text) return;
        var parts = text.Split('|');
        var plan = new VictimPlan(parts[0], parts[1], bool.Parse(parts[2]), TimeSpan.FromMilliseconds(double.Parse(parts[3], CultureInfo.InvariantCulture)));
        try
        {
            Task.Run(() => RunAsync(plan)).GetAwaiter().GetResult();
            Environment.Exit(0);
        }
        catch (SparseEvalException e)
        {
            Console.Error.WriteLine(e.Message);
            Environment.Exit(2);
        }
    }

    private static async Task RunAsync(VictimPlan plan)
    {
        using var fixture = new RunFixture { Token = CancellationToken.None };
        using var cache = plan.UseCache ? ResponseCache.Open(plan.Cache) : null;
        var engine = fixture.Engine(new() { Delay = plan.Delay, LogPath = plan.Log });
        var run = await fixture.RunAsync(engine, new() { JournalPath = plan.Journal, Resume = true, Cache = cache });
        run.Write(plan.Record);
    }
}

/// <summary>Which files a victim works on.</summary>
internal sealed record VictimPlan(string Folder, string Name, bool UseCache, TimeSpan Delay)
{
    public string Cache => Path.Combine(Folder, "cache");

    public string Journal => Path.Combine(Folder, $"{Name}.journal");

    public string Log => Path.Combine(Folder, $"{Name}.log");

    public string Record => Path.Combine(Folder, $"{Name}.json");
}
