using System.Diagnostics;

namespace SparseEval.Packages.Tests;

/// <summary>Runs a program to its end; what it printed on both streams.</summary>
internal static class Program
{
    public static Task<(int Code, string Output)> RunAsync(string folder, string program, params string[] arguments) => RunAsync(folder, new Dictionary<string, string>(), program, arguments);

    public static async Task<(int Code, string Output)> RunAsync(string folder, IReadOnlyDictionary<string, string> environment, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // Left by the test host, they would steer the program's own build.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(name);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await error);
    }
}
