using System.Collections.Concurrent;

namespace SparseEval.Cli.Tests;

/// <summary>Records of runs of the bundled models that many tests begin with, each run once for all of them: the same plan gives the same record.</summary>
internal static class BundledRuns
{
    private static readonly ConcurrentDictionary<(string Model, string Limit), Lazy<Task<string>>> Records = new();

    /// <summary>Writes the record of a run of a model with a limit and otherwise the bundled plan.</summary>
    public static async Task<string> CopyAsync(string model, string limit, string path)
    {
        await File.WriteAllTextAsync(path, await Records.GetOrAdd((model, limit), run => new(() => RunAsync(run.Model, run.Limit))).Value);
        return path;
    }

    private static async Task<string> RunAsync(string model, string limit)
    {
        using var cli = new CommandLine();
        var ran = await cli.RunAsync("run", "--model", Path.Combine(CommandLine.Models, model), "--limit", limit, "--format", "json");
        Assert.Equal((0, ""), (ran.Code, ran.Error));
        return ran.Output;
    }
}
