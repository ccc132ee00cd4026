using SparseEval.Cli.Completion;

namespace SparseEval.Cli.Commands;

/// <summary><c>sparseeval completion</c>: the script that makes a shell complete verbs, flags and names.</summary>
internal static class CompletionVerb
{
    public static Verb Verb { get; } = new("completion", "Prints the script that makes a shell complete verbs, flags and the names of designs, estimators, scorers and the like.", RunAsync)
    {
        ToleratesVariables = true,
        Arguments = $"One of: {string.Join(", ", ShellScripts.All.Keys)}.",
        ArgumentNames = [.. ShellScripts.All.Keys],
        Settings = [],
        Examples = ["eval \"$(sparseeval completion bash)\"", "sparseeval completion fish > ~/.config/fish/completions/sparseeval.fish"],
    };

    private static Task<int> RunAsync(VerbContext context, CancellationToken cancellation)
    {
        if (context.Arguments is not [var shell] || !ShellScripts.All.TryGetValue(shell, out var script))
            throw new SparseEvalException($"'{string.Join(' ', context.Arguments)}' is no shell that is known. Give one of: {string.Join(", ", ShellScripts.All.Keys)}.");
        context.Output.Write(script.ReplaceLineEndings("\n") + "\n");
        return Task.FromResult(ExitCode.Done);
    }
}
