using SparseEval.Cli.Settings;

namespace SparseEval.Cli.Commands;

/// <summary>What a verb works with: the values in force and where to print.</summary>
internal sealed record VerbContext(SettingValues Values, TextWriter Output, TextWriter Error)
{
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>True where standard output must carry nothing but the record.</summary>
    public bool WantsJson => Values.Text(KnownSettings.Format) switch
    {
        null or "text" => false,
        "json" => true,
        var other => throw new SparseEvalException($"{Values.Origin(KnownSettings.Format)} is '{other}'; give text or json."),
    };
}
