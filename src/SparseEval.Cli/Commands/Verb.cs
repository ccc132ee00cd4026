using SparseEval.Cli.Settings;

namespace SparseEval.Cli.Commands;

/// <summary>A verb of the command line.</summary>
internal sealed record Verb(string Name, string Description, Func<VerbContext, CancellationToken, Task<int>> RunAsync)
{
    public required IReadOnlyList<Setting> Settings { get; init; }

    /// <summary>Lines shown at the end of the verb's help.</summary>
    public required IReadOnlyList<string> Examples { get; init; }

    /// <summary>True where a plan file may be given, and the bundled plan stands in for one.</summary>
    public bool TakesPlan { get; init; }

    /// <summary>Settings that each say what the command is about, so that the bundled plan does not stand in where one is given.</summary>
    public IReadOnlyList<Setting> Subject { get; init; } = [KnownSettings.Benchmark];

    /// <summary>Whether what is asked for needs a benchmark at all, so that the bundled plan stands in where none is given.</summary>
    public Func<SettingValues, bool> NeedsPlan { get; init; } = _ => true;

    /// <summary>What is said when the user cancels: what is kept, and how to go on.</summary>
    public string AfterCancel { get; init; } = "Cancelled.";

    /// <summary>What positional arguments mean, or null where there are none.</summary>
    public string? Arguments { get; init; }

    /// <summary>Words that may stand as the first positional argument; empty where any may.</summary>
    public IReadOnlyList<string> ArgumentNames { get; init; } = [];

    /// <summary>True where an environment variable SPARSEEVAL_... that sets nothing does not stop the command.</summary>
    public bool ToleratesVariables { get; init; }
}
