using System.CommandLine;
using SparseEval.Cli.Commands;

namespace SparseEval.Cli;

/// <summary>The whole program with its outputs as arguments, so that tests run exactly what users run.</summary>
internal static class CommandLineProgram
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var parsed = CommandTree.Build(Verbs.All).Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpWithExamples)
        {
            foreach (var problem in parsed.Errors) error.WriteLine($"sparseeval: {problem.Message}");
            error.WriteLine("Add --help to see what is allowed.");
            return ExitCode.UsageError;
        }
        var configuration = new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false };
        return await parsed.InvokeAsync(configuration);
    }
}
