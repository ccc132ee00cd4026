using System.Diagnostics;
using System.Text;

namespace SparseEval.Evaluation;

/// <summary>How a program is started.</summary>
internal static class CommandStart
{
    /// <summary>Starts the program in the system's shell.</summary>
    /// <exception cref="EngineException">There is no shell.</exception>
    public static Process Begin(CommandEngineOptions options)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "cmd.exe" : "/bin/sh")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = utf8,
            StandardOutputEncoding = utf8,
            StandardErrorEncoding = utf8,
            WorkingDirectory = options.WorkingFolder ?? "",
        };
        start.ArgumentList.Add(OperatingSystem.IsWindows() ? "/c" : "-c");
        start.ArgumentList.Add(options.Command);
        // Python holds back what it prints to a pipe, and every item would wait for the last.
        if (!start.Environment.ContainsKey("PYTHONUNBUFFERED")) start.Environment["PYTHONUNBUFFERED"] = "1";
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new EngineException($"The command '{options.Command}' cannot be started: {e.Message}", e);
        }
    }
}
