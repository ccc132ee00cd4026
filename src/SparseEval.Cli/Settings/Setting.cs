namespace SparseEval.Cli.Settings;

/// <summary>
/// One thing a user may set: as a flag <c>--name</c>, as an environment variable <c>SPARSEEVAL_NAME</c>, or as a key of the plan file, in this
/// order of precedence.
/// </summary>
internal sealed record Setting(string Name, string Description)
{
    /// <summary>Short form such as <c>-L</c>.</summary>
    public string? Alias { get; init; }

    /// <summary>What stands for the value in the help.</summary>
    public string ValueName { get; init; } = "text";

    /// <summary>True for a flag without a value.</summary>
    public bool IsSwitch { get; init; }

    /// <summary>True for a file or folder: a relative one in a plan file is read from the plan file's folder.</summary>
    public bool IsPath { get; init; }

    /// <summary>True where the flag may be given several times.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>True for a key that stands in plan files alone: no verb has it as a flag.</summary>
    public bool IsPlanKey { get; init; }

    /// <summary>What a shell offers as its value, or as the beginning of one; null where any text or file may stand.</summary>
    public Func<IEnumerable<string>>? Values { get; init; }

    public string Flag => $"--{Name}";

    public string Variable => $"SPARSEEVAL_{Name.ToUpperInvariant().Replace('-', '_')}";
}
