using System.CommandLine;
using SparseEval.Cli.Commands;
using SparseEval.Cli.Completion;
using SparseEval.Cli.Settings;

namespace SparseEval.Cli;

/// <summary>The whole program with its outputs as arguments, so that tests run exactly what users run.</summary>
internal static class CommandLineProgram
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellation = default)
    {
        if (args is [Completer.Call, .. var words])
        {
            foreach (var candidate in Completer.Of(words)) output.Write($"{candidate}\n");
            return ExitCode.Done;
        }
        if (args is ["help", .. var about]) args = [.. about, "--help"];
        string[] verbs = [.. Verbs.All.Select(verb => verb.Name)];
        if (args is [var typed, ..] && !typed.StartsWith('-') && !verbs.Contains(typed))
        {
            error.WriteLine($"sparseeval: there is no verb '{typed}'.{NearestName.Hint(typed, verbs)} Use one of: {string.Join(", ", verbs)}.");
            return ExitCode.UsageError;
        }
        var parsed = CommandTree.Build(Verbs.All).Parse(args);
        if (parsed.CommandResult.Command is RootCommand && parsed.Errors.Count > 0 && parsed.Action is not HelpWithExamples)
        {
            if (args.Length > 0) error.WriteLine($"sparseeval: '{args[0]}' stands where a verb belongs. Use one of: {string.Join(", ", verbs)}.");
            else await CommandTree.Build(Verbs.All).Parse(["--help"]).InvokeAsync(new InvocationConfiguration { Output = error, Error = error }, cancellation);
            return ExitCode.UsageError;
        }
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpWithExamples)
        {
            // The parser names what follows a mistyped flag before the flag itself; only the flag is the mistake.
            var problems = parsed.Errors.Where(e => e.Message.StartsWith("There is no flag", StringComparison.Ordinal)).DefaultIfEmpty(parsed.Errors[0]);
            foreach (var problem in problems) error.WriteLine($"sparseeval: {problem.Message}{(parsed.UnmatchedTokens is [var unknown, ..] && problem.Message.Contains($"'{unknown}'", StringComparison.Ordinal) ? NearestName.Hint(unknown, parsed.CommandResult.Command.Options.Select(option => option.Name)) : "")}");
            error.WriteLine("Add --help to see what is allowed.");
            return ExitCode.UsageError;
        }
        var configuration = new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        return await parsed.InvokeAsync(configuration, cancellation);
    }
}
