using System.Diagnostics;
using SparseEval.TestKit;

namespace SparseEval.Cli.Tests;

/// <summary>What a command printed, and its exit code.</summary>
internal sealed record Outcome(int Code, string Output, string Error);

/// <summary>Runs the command line in this process, or as a process of its own, with a work folder of its own.</summary>
internal sealed class CommandLine : IDisposable
{
    public DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("sparseeval-cli-");

    public string Work => Path.Combine(Folder.FullName, "work");

    public static string Root => RepositoryRoot.Folder;

    public static string Models => Path.Combine(Root, "data", "models");

    public async Task<Outcome> RunAsync(params string[] args)
    {
        using StringWriter output = new(), error = new();
        var code = await CommandLineProgram.RunAsync(WithWork(args), output, error, TestContext.Current.CancellationToken);
        return new Outcome(code, output.ToString(), Messages(error.ToString()));
    }

    public Process Start(params string[] args) => Process.Start(Of(args))!;

    private ProcessStartInfo Of(string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder.FullName };
        start.ArgumentList.Add(typeof(CommandLineProgram).Assembly.Location);
        foreach (var argument in WithWork(args)) start.ArgumentList.Add(argument);
        return start;
    }

    /// <summary>With an environment variable, which in this process other tests would see.</summary>
    public Process StartWith((string Name, string Value) variable, params string[] args)
    {
        var start = Of(args);
        start.Environment[variable.Name] = variable.Value;
        return Process.Start(start)!;
    }

    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Folder.Delete(recursive: true);

    // Whether a run is slow enough to show its progress is up to the machine.
    private static string Messages(string error) => string.Concat(error.Split('\n').Where(line => !line.StartsWith('█') && !line.StartsWith('░')).Select(line => $"{line}\n"))[..^1];

    private string[] WithWork(string[] args) => args[0] is "run" or "validate" or "backtest" or "probe" ? [.. args, "--work", Work] : args;
}
