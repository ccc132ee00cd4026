using System.ComponentModel;
using System.Diagnostics;

namespace SparseEval.Cli.Doctor;

/// <summary>Other programs, asked for their version.</summary>
internal static class Tool
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>A program that only some parts of this one use.</summary>
    public static Finding Look(string name, string program, string use, string install, params string[] arguments) => Run(program, arguments.Length > 0 ? arguments : ["--version"]) is (0, { Length: > 0 } said)
        ? new(name, FindingState.Found, $"{said.Split('\n')[0].Trim()}: {use}") : new(name, FindingState.Optional, $"not found: no {use}", install);

    /// <summary>Exit code and what was printed on both streams; null where there is no such program or it does not end.</summary>
    public static (int Code, string Said)? Run(string program, IEnumerable<string> arguments, TimeSpan? patience = null)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            if (process.WaitForExit(patience ?? Patience)) return (process.ExitCode, output.GetAwaiter().GetResult() + error.GetAwaiter().GetResult());
            process.Kill(entireProcessTree: true);
            return null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
