using System.CommandLine;
using SparseEval.Cli.Commands;

namespace SparseEval.Cli;

/// <summary>The whole program with its outputs as arguments, so that tests run exactly what users run.</summary>
internal static class CommandLineProgram
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellation = default)
    {
        var parsed = CommandTree.Build(Verbs.All).Parse(args);
        if (parsed.CommandResult.Command is RootCommand && parsed.Errors.Count > 0 && parsed.Action is not HelpWithExamples)
        {
            if (args.Length > 0) error.WriteLine($"sparseeval: there is no verb '{args[0]}'. Use one of: {string.Join(", ", Verbs.All.Select(verb => verb.Name))}.");
            else await CommandTree.Build(Verbs.All).Parse(["--help"]).InvokeAsync(new InvocationConfiguration { Output = error, Error = error }, cancellation);
            return ExitCode.UsageError;
        }
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpWithExamples)
        {
            // The parser names what follows a mistyped flag before the flag itself; only the flag is the mistake.
            var problems = parsed.Errors.Where(e => e.Message.StartsWith("There is no flag", StringComparison.Ordinal)).DefaultIfEmpty(parsed.Errors[0]);
            foreach (var problem in problems) error.WriteLine($"sparseeval: {problem.Message}");
            error.WriteLine("Add --help to see what is allowed.");
            return ExitCode.UsageError;
        }
        var configuration = new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        return await parsed.InvokeAsync(configuration, cancellation);
    }
}
